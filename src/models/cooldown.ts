import { keyFields, type KeyField } from '../history/action.js';
import type { Model } from './model.js';

/** The settings of a cooldown, as they are stored with a run. */
export interface CooldownParameters {
  /** The fields that make the key; empty: one cooldown for everything. */
  readonly per: readonly KeyField[];
  /** The least time between two accepts on one key, in whole microseconds, at least 1. */
  readonly everyUs: number;
}

/** When the key last accepted; `null`: never. */
export type CooldownState = number | null;

/**
 * After an accept a key refuses everything for `everyUs`; refusals do not prolong it. The plainest
 * limiter there is: votes, paint, emotes, slow mode.
 * @throws RangeError for an unknown or repeated field, or a duration that is no positive integer.
 */
export function cooldown({ per, everyUs }: CooldownParameters): Model<CooldownState> {
  checkFields(per);
  if (!Number.isSafeInteger(everyUs) || everyUs < 1)
    throw new RangeError(`a cooldown must last a whole number of microseconds, at least 1, not ${everyUs}`);
  return {
    name: 'cooldown',
    per: [...per],
    driver: { kind: 'interval-recursion', everyUs },
    parameters: { per: [...per], everyUs },
    describe: `a cooldown of ${durationText(everyUs)} ${per.length === 0 ? 'for all together' : `per ${per.join(' and ')}`}`,
    recoveryUs: everyUs,
    spacingUs: everyUs,
    init: () => null,
    decide: (acceptedAtUs, _attempt, atUs) =>
      acceptedAtUs === null || atUs - acceptedAtUs >= everyUs
        ? { accepts: true, next: atUs }
        : { accepts: false, next: acceptedAtUs },
  };
}

function checkFields(per: readonly KeyField[]): void {
  const unknown = per.find((field) => !keyFields.includes(field));
  if (unknown !== undefined) throw new RangeError(`a limit cannot be counted per '${unknown}'`);
  if (new Set(per).size < per.length) throw new RangeError(`'${per.join('+')}' names a field twice`);
}

function durationText(us: number): string {
  if (us < 1000) return `${us} us`;
  return us < 10_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`;
}
