import type { ReportedViolation } from '../../report/report.js';
import { firstSendOf } from '../format/sentences.js';

/** The drawing, in its own units: scaled to whatever room there is. */
export const width = 600;
export const labels = 96;
const right = 14;
const wordsHeight = 30;

/** What times of a proof are drawn on. */
export interface ProofScale {
  /** Times are told from here: the first send. */
  readonly firstUs: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly x: (us: number) => number;
  /** Where the first row begins: below the words of the stretch. */
  readonly top: number;
  /** The stretch in which the blamed answer cannot be right, as far as it is drawn; `null` where there is none. */
  readonly forbidden: {
    readonly fromUs: number;
    readonly toUs: number;
    /** It goes on behind the right edge. */
    readonly goesOn: boolean;
  } | null;
}

/**
 * Every window and the forbidden stretch on one axis. A stretch that is much longer than all there is to see of the
 * actions is cut, so that a race of some milliseconds can be seen under a cooldown of an hour.
 */
export function proofScale({ actions, constraint }: ReportedViolation): ProofScale {
  const firstUs = firstSendOf(actions);
  const ends = actions.flatMap(({ sentAtUs, settledAtUs }) => [sentAtUs ?? firstUs, settledAtUs ?? firstUs]);
  const lastUs = Math.max(firstUs + 1, ...ends);
  const spanUs = lastUs - firstUs;
  const isOpen = actions.some(({ sentAtUs, settledAtUs }) => sentAtUs !== null && settledAtUs === null);
  const beforeUs = constraint === null ? firstUs : Math.max(constraint.fromUs, firstUs - spanUs);
  const afterUs =
    constraint?.untilUs ?? (constraint === null && !isOpen ? lastUs : lastUs + spanUs * openShare);
  const fromUs = Math.min(firstUs, beforeUs);
  const mostUs = lastUs + spanUs * behindMost;
  const toUs = Math.max(lastUs, Math.min(afterUs, mostUs)) + (lastUs - fromUs) * padShare;
  const x = (us: number): number =>
    labels + ((Math.min(Math.max(us, fromUs), toUs) - fromUs) / (toUs - fromUs)) * (width - labels - right);
  const untilUs = constraint?.untilUs ?? Number.POSITIVE_INFINITY;
  return {
    firstUs,
    fromUs,
    toUs,
    x,
    top: constraint === null ? 0 : wordsHeight,
    forbidden:
      constraint === null
        ? null
        : {
            fromUs: Math.max(constraint.fromUs, fromUs),
            toUs: Math.min(untilUs, toUs),
            goesOn: untilUs > toUs,
          },
  };
}

/** Room behind the last action for what has no end. */
const openShare = 0.2;
/** How many times as long as the actions the stretch behind them may be. */
const behindMost = 9;
const padShare = 0.03;
