import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedContention, unpackedContention } from '../../src/reporters/html/packed-contention.js';
import { packedNumbers, unpackedNumbers } from '../../src/reporters/html/packed-numbers.js';
import { contentionLike } from './contentions.js';
import { anyContention } from './arbitraries.js';

describe('packed numbers', () => {
  it('come back as they were', () => {
    const whole = fc.oneof(
      fc.integer({ min: -40, max: 40 }),
      fc.integer(),
      fc.maxSafeInteger().map((n) => Math.trunc(n / 4)),
    );
    fc.assert(
      fc.property(fc.array(whole), (values) => {
        const text = packedNumbers(values);
        expect(text).toMatch(/^[A-Za-z0-9+/]*$/u);
        expect([...unpackedNumbers(text, values.length)]).toEqual(values.map((value) => value + 0));
      }),
    );
  });

  it('are written as source maps write them', () => {
    expect(packedNumbers([0, 1, -1, 16, 123, 1000])).toBe('ACDgB2Hw+B');
  });

  it('are whole and not too large', () => {
    for (const value of [0.5, Number.NaN, Infinity, 2 ** 53])
      expect(() => packedNumbers([value])).toThrow(RangeError);
  });
});

describe('a packed contention', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyContention, (contention) => {
        const packed = JSON.parse(JSON.stringify(packedContention(contention))) as ReturnType<
          typeof packedContention
        >;
        const { idOf, ...actions } = unpackedContention(packed);
        const { rows, ...rest } = contention;
        expect(rows.id.map((_, row) => idOf(row))).toEqual(rows.id);
        for (const column of [
          'user',
          'resource',
          'key',
          'phase',
          'outcome',
          'judgement',
          'reason',
          'sentAtUs',
        ] as const) {
          expect([...actions[column]]).toEqual(rows[column]);
        }
        expect([...actions.settledAtUs]).toEqual(rows.settledAtUs.map((us) => us ?? Infinity));
        expect(actions).toMatchObject(rest);
      }),
    );
  });

  it('takes some 16 bytes an action', () => {
    const packed = packedContention(
      contentionLike({ actions: 20_000, resources: 100, users: 300, seed: 'size' }),
    );
    expect(JSON.stringify(packed).length / 20_000).toBeLessThan(18);
  });
});
