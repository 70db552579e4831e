import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity } from '../../src/models/index.js';
import { answersOf } from './epoch-window-answers.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;

describe('capacity', () => {
  it('accepts the first ones and nobody after, whenever they come and whatever they cost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.record({ atUs: fc.nat(1000), cost: fc.integer({ min: 1, max: 5 }) }), { maxLength: 40 }),
        (limit, tries) => {
          const answers = answersOf(capacity({ per: ['resource'], limit }), tries);
          expect(answers).toEqual(tries.map((_, index) => index < limit));
        },
      ),
      { seed },
    );
  });

  it('refuses a limit that is no count, and a key that is none', () => {
    for (const limit of [0, -1, 1.5, Number.NaN, Infinity])
      expect(() => capacity({ per: [], limit })).toThrow(RangeError);
    expect(() => capacity({ per: ['user', 'user'], limit: 1 })).toThrow(RangeError);
  });

  it('says what it is', () => {
    const { describe: text, recoveryUs } = capacity({ per: ['resource'], limit: 40 });
    expect(text).toBe('the first 40 per resource');
    expect(recoveryUs).toBe(Infinity);
  });
});
