import { describe, expect, test } from 'vitest';
import { troubleNames } from './day.js';
import { accusedOn, hidden } from './suspects.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'mutants';
const seeds = Array.from({ length: 3 }, (_, day) => `${seed}-${day}`);
const withoutRestarts = troubleNames.filter((name) => name !== 'durable restart');

describe(`mutants on bad days on which their bugs cannot show (seed ${seed})`, () => {
  test.each(hidden)('$title is not accused', async (suspect) => {
    const days = await accusedOn(suspect, seeds, withoutRestarts);
    expect(days.flat().join('\n')).toBe('');
  });
});
