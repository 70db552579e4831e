import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity, once } from '../../src/models/index.js';
import { answersOf } from './epoch-window-answers.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;
const tries = fc.array(fc.record({ atUs: fc.nat(1000), cost: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 20,
});
const per = ['user', 'resource'] as const;

describe('once', () => {
  it('answers as a capacity of one', () => {
    fc.assert(
      fc.property(tries, (some) => {
        expect(answersOf(once({ per }), some)).toEqual(answersOf(capacity({ per, limit: 1 }), some));
      }),
      { seed },
    );
  });

  it('refuses nothing where repeats update', () => {
    fc.assert(
      fc.property(tries, (some) => {
        expect(answersOf(once({ per, onRepeat: 'update' }), some)).not.toContain(false);
      }),
      { seed },
    );
  });

  it('says what it is', () => {
    expect(once({ per }).describe).toBe('one per user and resource, ever');
    expect(once({ per, onRepeat: 'update' }).describe).toBe(
      'one per user and resource, which repeats update',
    );
  });
});
