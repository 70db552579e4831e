import type { Attempt } from '../../../models/model.js';
import type { Question, Sighting, World } from '../search.js';
import { seen } from '../windows.js';
import { rateOf } from './reading.js';

/** An action that still has to be put somewhere. */
export interface Act {
  readonly startUs: number;
  readonly endUs: number;
  readonly attempt: Attempt;
  readonly accepts: boolean;
}

/** A question as the search goes through it. All in order of start. */
export interface Pending {
  /** Those with an answer: each must be explained. */
  readonly answered: readonly Act[];
  /** Those that may have been decided until some time, or never. */
  readonly bounded: readonly Act[];
  /** Those that may have been decided at any time after their start, or never. */
  readonly open: readonly Act[];
  readonly pastUntilUs: number | null;
}

/** Sorts the actions of a question by what is known of them, each window stretched by the clocks' drift since the first. */
export function pendingOf({ actions, pastUntilUs }: Question, world: World, driftPpm: number): Pending {
  const fromUs = actions.length === 0 ? 0 : actions[0].startUs;
  const rate = rateOf(driftPpm);
  const actOf = ({ row, startUs, endUs, seen: kind }: Sighting): Act => ({
    startUs: Math.floor(startUs - rate * (startUs - fromUs)),
    endUs: endUs === Infinity ? Infinity : Math.ceil(endUs + rate * (endUs - fromUs)),
    attempt: world.attemptAt(row),
    accepts: kind === seen.accept,
  });
  return {
    answered: actions.filter((one) => !isUnknown(one)).map(actOf),
    bounded: actions.filter((one) => isUnknown(one) && one.endUs !== Infinity).map(actOf),
    open: actions.filter((one) => isUnknown(one) && one.endUs === Infinity).map(actOf),
    pastUntilUs:
      pastUntilUs === null ? null : Math.min(fromUs, pastUntilUs + Math.ceil(rate * (fromUs - pastUntilUs))),
  };
}

const isUnknown = (one: Sighting): boolean => one.seen === seen.unknown;
