import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random, shuffle, zipf } from '../../strategies/index.js';
import { powerOf } from '../../strategies/parts/power.js';
import { sumsOf } from '../../strategies/parts/zipf-table.js';
import { permutationsOf } from '../../strategies/parts/permutation.js';
import { randomOf } from '../../src/plan/random.js';
import { blocksOf, seatsOf, seed, settings, sizes, tally } from './seats.js';

/** What zipf makes of draws at this share of whatever is drawn from. */
const at = (share: number) =>
  zipf({ exponent: 2 }).resourceOf({
    user: 0,
    step: 0,
    users: 1,
    resources: 50,
    random: { unit: () => share, below: (below) => Math.floor(share * below) },
    shared: (_name, _turn, make) => make(randomOf('s', 'n'), { users: 1, resources: 50 }),
  });

describe(`shuffle (seed ${seed})`, () => {
  it('seats every block of N users on different resources', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        for (const step of seatsOf(shuffle(), size, 5))
          for (const block of blocksOf(step, size.resources)) expect(new Set(block).size).toBe(block.length);
      }),
      settings,
    );
  });

  it('takes all orders of a few resources about equally often', () => {
    const steps = seatsOf(shuffle(), { seed: String(seed), users: 4, resources: 4 }, 24_000);
    const orders = tally(steps.map((step) => step.join()));
    expect(orders.size).toBe(24);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });

  it('is the same, whether the table of all numbers is kept or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (count, size) => {
        const [few, all] = [
          permutationsOf(count, size, randomOf('s', 'n')),
          permutationsOf(size, size, randomOf('s', 'n')),
        ];
        expect(few.slice(0, size)).toEqual(all.slice(0, count));
      }),
      settings,
    );
  });
});

describe.each([
  ['random', random()],
  ['zipf', zipf({ exponent: 0.7 })],
])('%s', (_, strategy) => {
  it('gives a user the same resources, however many others there are', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), (size, more) => {
        const alone = seatsOf(strategy, size, 6);
        const among = seatsOf(strategy, { ...size, users: size.users + more }, 6);
        expect(among.map((step) => step.slice(0, size.users))).toEqual(alone);
      }),
      settings,
    );
  });
});

describe('random', () => {
  it('takes all resources about equally often', () => {
    const counts = tally(seatsOf(random(), { seed: String(seed), users: 100, resources: 10 }, 1000).flat());
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 100);
  });
});

describe('zipf', () => {
  it.each([0, 0.5, 1, 1.3, 2])(
    'with exponent %d takes resource r in proportion to 1 / (r + 1) ** exponent',
    (exponent) => {
      const size = { seed: String(seed), users: 100, resources: 8 };
      const counts = tally(seatsOf(zipf({ exponent }), size, 1000).flat());
      const weights = Array.from({ length: 8 }, (_, rank) => (rank + 1) ** -exponent);
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [rank, weight] of weights.entries()) {
        const expected = (100_000 * weight) / whole;
        expect(Math.abs((counts.get(rank) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
      }
    },
  );

  it('never makes a resource more likely than the one before it, nor impossible, and counts exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (resources, exponent) => {
          const sums = sumsOf(resources, exponent);
          const weights = sums.map((sum, index) => sum - (index === 0 ? 0 : sums[index - 1]));
          expect(weights.every((weight) => Number.isSafeInteger(weight) && weight >= 1)).toBe(true);
          expect(weights.every((weight, index) => index === 0 || weight <= weights[index - 1])).toBe(true);
        },
      ),
      settings,
    );
    expect(Number.isSafeInteger(sumsOf(1_000_000, 0)[999_999])).toBe(true);
  });

  it('finds the resource at both ends of what can be drawn', () => {
    expect([at(0), at(0.6), at(1 - 2 ** -32)]).toEqual([0, 0, 49]);
  });

  it('raises to powers as the engine does, to the last digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (base, exponent) => {
          expect(Math.abs(powerOf(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-8);
        },
      ),
      settings,
    );
    expect([powerOf(7, 0), powerOf(7, 1), powerOf(7, 3), powerOf(9, 0.5), powerOf(1, 9.9)]).toEqual([
      1, 7, 343, 3, 1,
    ]);
  });

  it.each([-0.1, 10.1, Number.NaN, Infinity])('refuses an exponent of %d', (exponent) => {
    expect(() => zipf({ exponent })).toThrow(
      new RangeError(`zipf: exponent must be a number from 0 to 10, not ${exponent}`),
    );
  });
});
