import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { once, unlimited } from '../../src/models/index.js';
import { answersOf } from './epoch-window-answers.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;
const tries = fc.array(fc.record({ atUs: fc.nat(1000), cost: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 20,
});

describe('no limit', () => {
  it('answers as one whose repeats update: always yes', () => {
    fc.assert(
      fc.property(tries, (some) => {
        expect(answersOf(unlimited(), some)).toEqual(answersOf(once({ per: [], onRepeat: 'update' }), some));
        expect(answersOf(unlimited(), some)).not.toContain(false);
      }),
      { seed },
    );
  });

  it('needs no time for anything, and says what it is', () => {
    expect(unlimited()).toMatchObject({ describe: 'no limit', spacingUs: 0, recoveryUs: 0, per: [] });
  });
});
