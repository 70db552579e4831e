import * as fc from 'fast-check';
import type { Attempt, Model } from '../../src/models/model.js';

/** The seed of the laws. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) | 0;

const attempt: Attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

/** When a key is tried, in order. */
export const instants = fc
  .array(fc.nat(5_000), { maxLength: 40 })
  .map((times) => times.sort((a, b) => a - b));

/** The instants at which a fresh key accepts. */
export function acceptsOf<State>(model: Model<State>, times: readonly number[]): readonly number[] {
  let state = model.init();
  return times.filter((atUs) => {
    const { accepts, next } = model.decide(state, attempt, atUs);
    state = next;
    return accepts;
  });
}
