import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';
import { compareVerdicts, kinds } from './every-model.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'every model';

describe('the judge says nothing that the brute force does not confirm', () => {
  it.each(Object.entries(kinds))('of %s', (name, kind) => {
    const seen = compareVerdicts(randomOf(seed, name), kind, 150);
    console.log(name, JSON.stringify(seen));
    expect(seen.invalid).toBeGreaterThan(10);
    expect(seen.decided).toBeGreaterThan(30);
    expect(seen.unknown).toBeLessThan(6);
  });
});
