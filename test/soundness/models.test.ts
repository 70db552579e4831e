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
    const days = Array.from({ length: daysFor(pair, 5) }, (_, day) => `${seed}-broken-${day}`);
    const calm = ['lost answers', 'ticking clock', 'clock off'] as const;
    const judged = await Promise.all(
      days.map((day) => judgedDay({ ...pair, behaviour, settings }, day, calm)),
    );
    const convicted = judged.filter(({ verdict }) =>
      verdict.violations.some(({ strength }) => strength === 'proven'),
    );
    expect(convicted.length).toBeGreaterThan(days.length / 2);
  });

  test('the same day twice is the same history and the same verdict', async () => {
    const [one, two] = [await judgedDay(pairs[0], seed), await judgedDay(pairs[0], seed)];
    expect(one.verdict).toEqual(two.verdict);
    expect(accusationsIn('', one)).toEqual([]);
  });
});
