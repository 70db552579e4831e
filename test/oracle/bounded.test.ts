import { describe, expect, it } from 'vitest';
import { tokenBucket } from '../../src/models/index.js';
import { boundedSearchOf } from '../../src/oracle/contention/bounded/search.js';
import { drawn } from './bounded-drawn.js';
import { compare, compareOne } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'bounded';

describe('the bounded search agrees with the brute force', () => {
  for (const [name, how] of Object.entries(drawn))
    it(`${name}: every order, every instant`, () => {
      const kind = {
        ...how,
        pastPercent: Math.min(how.pastPercent ?? 10, 10),
        othersPercent: (how.othersPercent ?? 0) && 2,
        spansUs: [2, 15] as const,
        widthsUs: [1, 3, 8],
      };
      const seen = compare(`${seed} ${name}`, 400, kind);
      console.log(`seed '${seed} ${name}': ${JSON.stringify(seen)}`);
      expect(seen.valid).toBeGreaterThan(100);
      expect(seen.invalid).toBeGreaterThan(100);
    });
});

it('looks as far back as an action that nobody answered', () => {
  const key = {
    model: tokenBucket({ per: ['resource'], capacity: 2, refillEveryUs: 2 }),
    pastUntilUs: null,
    actions: [
      { startUs: 0, endUs: 1, answer: 'unknown', attempt: { cost: 1 } },
      { startUs: 2, endUs: 2, answer: 'reject', attempt: { cost: 2 } },
      { startUs: 6, endUs: Infinity, answer: 'unknown', attempt: { cost: 2 } },
    ],
  } as const;
  expect(compareOne(key, (world) => boundedSearchOf(world, [2]))).toBe('valid');
});
