import { describe, expect, test } from 'vitest';
import { pairs } from '../behaviours/paired.js';
import { broken } from './broken.js';
import { accusationsIn, judgedDay } from './models.js';
import { daysFor, modelGate } from './model-gate.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'days';

describe(`the soundness gate of every model (seed ${seed})`, () => {
  test.each(pairs)('$title is never accused', async (pair) => {
    const seeds = Array.from({ length: daysFor(pair, 7) }, (_, day) => `${seed}-${day}`);
    const { accusations, accepts, rejects } = await modelGate(pair, seeds);
    expect(accusations.join('\n')).toBe('');
    expect(accepts, 'a gate that decides nothing accuses nobody').toBeGreaterThan(0);
    if (pair.settings['upsert'] !== 1) expect(rejects).toBeGreaterThan(0);
  });

  test.each(broken)('convicted: $bug', async ({ pair, behaviour, settings }) => {
    const calm = ['lost answers', 'ticking clock', 'clock off'] as const;
    const days = daysFor(pair, 5);
    let convicted = 0;
    // More than half of the days convict it: when they have, the others need not be played.
    for (let day = 0; day < days && convicted <= days / 2; day++) {
      const { verdict } = await judgedDay({ ...pair, behaviour, settings }, `${seed}-broken-${day}`, calm);
      if (verdict.violations.some(({ strength }) => strength === 'proven')) convicted++;
    }
    expect(convicted).toBeGreaterThan(days / 2);
  });

  test('the same day twice is the same history and the same verdict', async () => {
    const [one, two] = [await judgedDay(pairs[0], seed), await judgedDay(pairs[0], seed)];
    expect(one.verdict).toEqual(two.verdict);
    expect(accusationsIn('', one)).toEqual([]);
  });
});
