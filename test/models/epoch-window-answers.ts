import type { Model } from '../../src/models/model.js';

/** One attempt of a law. */
export interface Tried {
  readonly atUs: number;
  readonly cost?: number;
}

/** What a fresh key answers to attempts in order of time. */
export function answersOf<State>(model: Model<State>, tries: readonly Tried[]): readonly boolean[] {
  let state = model.init();
  return [...tries]
    .sort((a, b) => a.atUs - b.atUs)
    .map(({ atUs, cost = 1 }) => {
      const { accepts, next } = model.decide(state, { user: 'u', resource: 'r', action: 'act', cost }, atUs);
      state = next;
      return accepts;
    });
}
