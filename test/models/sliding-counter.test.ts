import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slidingCounter } from '../../src/models/index.js';
import { answersOf } from './epoch-window-answers.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;
const shape = fc.record({
  limit: fc.integer({ min: 1, max: 6 }),
  windowUs: fc.integer({ min: 1, max: 50 }),
  originUs: fc.integer({ min: -100, max: 100 }),
});
const times = fc.array(fc.nat(300), { maxLength: 60 }).map((some) => some.sort((a, b) => a - b));

describe('a sliding counter', () => {
  it('accepts by its accepts of this window and the share that is left of the window before', () => {
    fc.assert(
      fc.property(shape, times, (given, at) => {
        const { limit, windowUs, originUs } = given;
        const answers = answersOf(
          slidingCounter({ per: [], ...given }),
          at.map((atUs) => ({ atUs })),
        );
        const accepted: number[] = [];
        at.forEach((atUs, index) => {
          const beginUs = originUs + Math.floor((atUs - originUs) / windowUs) * windowUs;
          const current = accepted.filter((one) => one >= beginUs).length;
          const previous = accepted.filter((one) => one >= beginUs - windowUs && one < beginUs).length;
          const carried = Math.floor((previous * (beginUs + windowUs - atUs)) / windowUs);
          expect(answers[index]).toBe(current + carried + 1 <= limit);
          if (answers[index]) accepted.push(atUs);
        });
      }),
      { seed },
    );
  });

  it('never accepts more than its limit in one window of the clock', () => {
    fc.assert(
      fc.property(shape, times, (given, at) => {
        const answers = answersOf(
          slidingCounter({ per: [], ...given }),
          at.map((atUs) => ({ atUs })),
        );
        const counts = new Map<number, number>();
        at.forEach((atUs, index) => {
          const cell = Math.floor((atUs - given.originUs) / given.windowUs);
          if (answers[index]) counts.set(cell, (counts.get(cell) ?? 0) + 1);
        });
        expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(given.limit);
      }),
      { seed },
    );
  });

  it('forgets after two windows', () => {
    fc.assert(
      fc.property(shape, times, times, (given, first, second) => {
        const model = slidingCounter({ per: [], ...given });
        const laterUs = 300 + model.recoveryUs;
        const later = second.map((atUs) => ({ atUs: atUs + laterUs }));
        const all = answersOf(model, [...first.map((atUs) => ({ atUs })), ...later]);
        expect(all.slice(first.length)).toEqual(answersOf(model, later));
      }),
      { seed },
    );
  });

  it('accepts whoever keeps its spacing, or more', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(shape, fc.nat({ max: 40 }), pauses, (given, fromUs, more) => {
        const model = slidingCounter({ per: [], ...given });
        let atUs = fromUs;
        const at = more.map((pauseUs) => ({ atUs: (atUs += model.spacingUs + (pauseUs === 3 ? 1 : 0)) }));
        expect(answersOf(model, at)).toEqual(at.map(() => true));
      }),
      { seed },
    );
  });
});
