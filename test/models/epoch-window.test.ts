import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedWindow } from '../../src/models/index.js';
import { answersOf } from './epoch-window-answers.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;
const shape = fc.record({
  limit: fc.integer({ min: 1, max: 5 }),
  windowUs: fc.integer({ min: 1, max: 50 }),
  originUs: fc.integer({ min: -100, max: 100 }),
});
const times = fc.array(fc.nat(300), { maxLength: 60 }).map((some) => some.sort((a, b) => a - b));

describe('a fixed window by a clock', () => {
  it('accepts in each window as many as fit, the first ones', () => {
    fc.assert(
      fc.property(shape, times, ({ limit, windowUs, originUs }, at) => {
        const model = fixedWindow({ per: [], limit, windowUs, originUs, anchor: 'epoch' });
        const answers = answersOf(
          model,
          at.map((atUs) => ({ atUs })),
        );
        const counts = new Map<number, number>();
        at.forEach((atUs, index) => {
          const cell = Math.floor((atUs - originUs) / windowUs);
          const count = (counts.get(cell) ?? 0) + 1;
          counts.set(cell, count);
          expect(answers[index]).toBe(count <= limit);
        });
      }),
      { seed },
    );
  });

  it('is the same for every origin a whole number of windows away', () => {
    fc.assert(
      fc.property(shape, times, fc.integer({ min: -5, max: 5 }), (given, at, by) => {
        const { limit, windowUs, originUs } = given;
        const answers = [originUs, originUs + by * windowUs].map((origin) =>
          answersOf(
            fixedWindow({ per: [], limit, windowUs, originUs: origin, anchor: 'epoch' }),
            at.map((atUs) => ({ atUs })),
          ),
        );
        expect(answers[0]).toEqual(answers[1]);
      }),
      { seed },
    );
  });

  it('accepts twice as many around an edge, and at exactly the edge', () => {
    const model = fixedWindow({ per: [], limit: 2, windowUs: 10, originUs: 0, anchor: 'epoch' });
    const at = [8, 9, 9, 10, 11, 11].map((atUs) => ({ atUs }));
    expect(answersOf(model, at)).toEqual([true, true, false, true, true, false]);
  });

  it('does not care whether refused attempts are counted while all cost 1', () => {
    fc.assert(
      fc.property(shape, times, (given, at) => {
        const answers = [false, true].map((countRejected) =>
          answersOf(
            fixedWindow({ per: [], ...given, anchor: 'epoch', countRejected }),
            at.map((atUs) => ({ atUs })),
          ),
        );
        expect(answers[0]).toEqual(answers[1]);
      }),
      { seed },
    );
  });

  it('cannot be refreshed', () => {
    for (const refresh of ['accept', 'attempt'] as const)
      expect(() => fixedWindow({ per: [], limit: 1, windowUs: 1, anchor: 'epoch', refresh })).toThrow(
        RangeError,
      );
  });
});
