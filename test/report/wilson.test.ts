import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../src/report/wilson.js';
import { runs } from './seed.js';

const z = 1.959963984540054;

describe('wilsonInterval', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [81, 263, 0.2553, 0.3662],
  ])('%i of %i is between %f and %f, as the tables say', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval?.[0]).toBeCloseTo(low, 4);
    expect(interval?.[1]).toBeCloseTo(high, 4);
  });

  it('ends where the share would be z standard errors away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), (trials, some) => {
        const successes = some % (trials + 1);
        const share = successes / trials;
        for (const end of wilsonInterval(successes, trials) ?? []) {
          expect(end).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(1);
          const errors = z * Math.sqrt((end * (1 - end)) / trials);
          // At 0 and at 1 the share itself is the end.
          expect(Math.abs(end - share)).toBeCloseTo(end === share ? 0 : errors, 9);
        }
        const [low, high] = wilsonInterval(successes, trials) ?? [Number.NaN, Number.NaN];
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
      }),
      runs(500),
    );
  });

  it('is undefined without trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
