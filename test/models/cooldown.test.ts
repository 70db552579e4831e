import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyFields, type KeyField } from '../../src/history/action.js';
import { cooldown, models } from '../../src/models/index.js';
import type { Attempt } from '../../src/models/model.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;
const attempt: Attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };
const instants = fc.array(fc.nat(5_000), { maxLength: 40 }).map((times) => times.sort((a, b) => a - b));

/** The instants at which a fresh key accepts. */
function acceptsOf(everyUs: number, times: readonly number[]): readonly number[] {
  const model = cooldown({ per: ['resource'], everyUs });
  let state = model.init();
  return times.filter((atUs) => {
    const { accepts, next } = model.decide(state, attempt, atUs);
    state = next;
    return accepts;
  });
}

describe('cooldown', () => {
  it('accepts first, then at exactly its length, and not one microsecond earlier', () => {
    expect(acceptsOf(200, [0, 199, 200, 399, 400])).toEqual([0, 200, 400]);
  });

  it('keeps accepts apart, and accepts whatever comes late enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), instants, (everyUs, times) => {
        const accepts = acceptsOf(everyUs, times);
        accepts
          .slice(1)
          .forEach((atUs, index) => expect(atUs - accepts[index]).toBeGreaterThanOrEqual(everyUs));
        for (const atUs of times)
          expect(accepts.some((other) => other <= atUs && atUs - other < everyUs)).toBe(true);
      }),
      { seed },
    );
  });

  it('is not prolonged by refusals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), instants, (everyUs, times) => {
        const accepts = acceptsOf(everyUs, times);
        expect(acceptsOf(everyUs, accepts)).toEqual(accepts);
      }),
      { seed },
    );
  });

  it('is made again from its stored parameters', () => {
    const model = cooldown({ per: ['user', 'resource'], everyUs: 1500 });
    const stored = JSON.parse(JSON.stringify(model.parameters)) as typeof model.parameters;
    const again = models.cooldown(stored as { per: KeyField[]; everyUs: number });
    expect(again).toMatchObject({ per: ['user', 'resource'], spacingUs: 1500, recoveryUs: 1500 });
    expect(again.describe).toBe('a cooldown of 1.5 ms per user and resource');
  });

  it('says in words what it is', () => {
    expect(cooldown({ per: ['resource'], everyUs: 200_000 }).describe).toBe(
      'a cooldown of 200 ms per resource',
    );
    expect(cooldown({ per: [], everyUs: 60_000_000 }).describe).toBe('a cooldown of 60 s for all together');
    expect(cooldown({ per: ['user'], everyUs: 7 }).describe).toBe('a cooldown of 7 us per user');
  });

  it.each([0, -1, 0.5, Number.NaN, Infinity, 2 ** 60])('refuses a length of %s', (everyUs) => {
    expect(() => cooldown({ per: ['resource'], everyUs })).toThrow(RangeError);
  });

  it('takes every field, and refuses unknown and repeated ones', () => {
    for (const field of keyFields) expect(cooldown({ per: [field], everyUs: 1 }).per).toEqual([field]);
    expect(() => cooldown({ per: ['moon' as KeyField], everyUs: 1 })).toThrow("per 'moon'");
    expect(() => cooldown({ per: ['user', 'user'], everyUs: 1 })).toThrow('twice');
  });
});
