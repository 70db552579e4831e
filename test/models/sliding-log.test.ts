import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { slidingLog } from '../../src/models/index.js';
import { acceptsOf, instants, seed } from './accepts.js';

it('accepts exactly while fewer than the limit were accepted in the window before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 900 }),
      instants,
      (limit, W, times) => {
        const accepts = acceptsOf(slidingLog({ per: [], limit, windowUs: W }), times);
        for (let i = limit; i < accepts.length; i++)
          expect(accepts[i] - accepts[i - limit]).toBeGreaterThanOrEqual(W);
        for (const atUs of times)
          if (!accepts.includes(atUs))
            expect(accepts.filter((other) => other <= atUs && atUs - other < W)).toHaveLength(limit);
      },
    ),
    { seed },
  );
});

it('forgets an accept at exactly the length of the window', () => {
  expect(acceptsOf(slidingLog({ per: [], limit: 2, windowUs: 10 }), [0, 5, 9, 10, 14, 15])).toEqual([
    0, 5, 10, 15,
  ]);
});
