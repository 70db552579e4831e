import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';
import { compareVerdicts, kinds } from './every-model.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';

describe('the judge says nothing that the brute force does not confirm, on thousands of runs', () => {
  it.each(Object.entries(kinds))('of %s', (name, kind) => {
    const seen = compareVerdicts(randomOf(seed, name), kind, 15_000);
    console.log(name, JSON.stringify(seen));
    expect(seen.invalid).toBeGreaterThan(200);
    expect(seen.decided).toBeGreaterThan(2000);
  });
});
