import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenBucket } from '../../src/models/index.js';
import { acceptsOf, instants, seed } from './accepts.js';

it('never accepts more than it held and what came back since, and whatever is within that', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 90 }),
      instants,
      (capacity, T, times) => {
        const accepts = acceptsOf(tokenBucket({ per: [], capacity, refillEveryUs: T }), times);
        for (let i = 0; i < accepts.length; i++)
          for (let j = i; j < accepts.length; j++)
            expect(accepts[j] - accepts[i]).toBeGreaterThanOrEqual((j - i + 1 - capacity) * T);
      },
    ),
    { seed },
  );
});

it('gives a burst and then one token at a time, on the microsecond', () => {
  const model = tokenBucket({ per: [], capacity: 2, refillEveryUs: 10 });
  expect(acceptsOf(model, [0, 0, 0, 9, 10, 19, 20, 40, 40, 40])).toEqual([0, 0, 10, 20, 40, 40]);
});
