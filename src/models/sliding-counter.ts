import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a sliding counter, as they are stored with a run. */
export interface SlidingCounterParameters {
  readonly per: readonly KeyField[];
  readonly limit: number;
  readonly windowUs: number;
  /** When one of the windows begins, on the run's clock; absent: nobody knows. */
  readonly originUs?: number;
}

/** The window of the last accept, its accepts, and those of the window before; `null`: none. */
export type SlidingCounterState = {
  readonly fromUs: number;
  readonly current: number;
  readonly previous: number;
} | null;

/**
 * Two counters instead of a log: the accepts of this window by the clock, and of the one before the
 * share that a sliding window would still cover, rounded down. What gateways do that cannot keep a
 * log for everybody.
 * @throws RangeError for an unknown or repeated field, or a number that is no positive integer.
 */
export function slidingCounter(given: SlidingCounterParameters): Model<SlidingCounterState> {
  const { per, limit, windowUs, originUs = 0 } = given;
  const key = checkedFields(per);
  checkedCount(limit, 'the limit of a sliding counter');
  checkedUs(windowUs, 'the window of a sliding counter');
  return {
    name: 'slidingCounter',
    per: key,
    driver: { kind: 'phases', counter: 'sliding', limit, windowUs, originUs: given.originUs ?? null },
    parameters: { ...given, per: key },
    describe: `about ${limit} in any ${durationText(windowUs)} ${perText(key)}, by two counters`,
    recoveryUs: 2 * windowUs,
    // One more than the share of one accept: rounded down, the accepts before weigh one less from then on.
    spacingUs: Math.floor(windowUs / limit) + 1,
    init: () => null,
    decide(state, { cost }, atUs) {
      const fromUs = originUs + Math.floor((atUs - originUs) / windowUs) * windowUs;
      const { current, previous } = countsAt(state, fromUs, windowUs);
      const leftUs = fromUs + windowUs - atUs;
      const carried = Math.floor((previous * leftUs) / windowUs);
      return current + carried + cost <= limit
        ? { accepts: true, next: { fromUs, current: current + cost, previous } }
        : { accepts: false, next: state };
    },
  };
}

function countsAt(state: SlidingCounterState, fromUs: number, windowUs: number) {
  if (state === null || fromUs - state.fromUs > windowUs) return { current: 0, previous: 0 };
  if (state.fromUs === fromUs) return { current: state.current, previous: state.previous };
  return { current: 0, previous: state.current };
}
