import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixedWindow } from '../../src/models/index.js';
import { acceptsOf, instants, seed } from './accepts.js';

it('lets at most twice the limit come within one window', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 900 }),
      instants,
      (limit, W, times) => {
        const accepts = acceptsOf(fixedWindow({ per: [], limit, windowUs: W }), times);
        for (let i = 2 * limit; i < accepts.length; i++)
          expect(accepts[i] - accepts[i - 2 * limit]).toBeGreaterThanOrEqual(W);
      },
    ),
    { seed },
  );
});

it('begins with the first attempt, and is put off by accepts where that is asked for', () => {
  const times = [3, 8, 9, 13, 14, 19, 24];
  expect(acceptsOf(fixedWindow({ per: [], limit: 2, windowUs: 10 }), times)).toEqual([3, 8, 13, 14, 24]);
  const refreshed = fixedWindow({ per: [], limit: 2, windowUs: 10, refresh: 'accept' });
  expect(acceptsOf(refreshed, times)).toEqual([3, 8, 19, 24]);
});
