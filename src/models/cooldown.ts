import type { KeyField } from '../history/action.js';
import { checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a cooldown, as they are stored with a run. */
export interface CooldownParameters {
  /** The fields that make the key; empty: one cooldown for everything. */
  readonly per: readonly KeyField[];
  /** The least time between two accepts on one key, in whole microseconds, at least 1. */
  readonly everyUs: number;
  /** Whether a refused attempt starts the time again, as a debounce does. */
  readonly restartOnReject?: boolean;
}

/** When the key last accepted, or was last tried where refusals restart it; `null`: never. */
export type CooldownState = number | null;

/**
 * After an accept a key refuses everything for `everyUs`; refusals do not prolong it unless
 * `restartOnReject`. The plainest limiter there is: votes, paint, emotes, slow mode.
 * @throws RangeError for an unknown or repeated field, or a duration that is no positive integer.
 */
export function cooldown({
  per,
  everyUs,
  restartOnReject = false,
}: CooldownParameters): Model<CooldownState> {
  const key = checkedFields(per);
  checkedUs(everyUs, 'a cooldown');
  const restarts = restartOnReject ? ', started again by every refusal' : '';
  return {
    name: 'cooldown',
    per: key,
    driver: restartOnReject
      ? { kind: 'restarting', limit: 1, windowUs: everyUs }
      : { kind: 'interval-recursion', everyUs },
    parameters: restartOnReject ? { per: key, everyUs, restartOnReject } : { per: key, everyUs },
    describe: `a cooldown of ${durationText(everyUs)} ${perText(key)}${restarts}`,
    recoveryUs: everyUs,
    spacingUs: everyUs,
    init: () => null,
    decide: (lastUs, _attempt, atUs) =>
      lastUs === null || atUs - lastUs >= everyUs
        ? { accepts: true, next: atUs }
        : { accepts: false, next: restartOnReject ? atUs : lastUs },
  };
}
