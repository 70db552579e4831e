import type { Assumptions } from '../../models/assumptions.js';
import type { History } from '../../history/history.js';
import { outcomeKinds, type OutcomeKind } from '../../history/outcome.js';

/** What the judge knows of an action: whether the limiter accepted it, refused it, or may have done either. */
export const seen = { absent: 0, accept: 1, reject: 2, unknown: 3 } as const;

/** What an outcome says. An error says nothing of the limiter, which may have counted the action; what never left was never seen. */
export function seenOf(outcome: OutcomeKind): number {
  switch (outcome) {
    case 'accepted':
      return seen.accept;
    case 'rejected':
      return seen.reject;
    case 'dropped':
      return seen.absent;
    case 'error':
    case 'unknown':
      return seen.unknown;
  }
}

/** `seen` by the code of an outcome in a history's column. */
const seenByCode = Uint8Array.from(outcomeKinds, seenOf);

/** By how much a recorded window widens before anything is concluded from it. */
export interface Widening {
  readonly beforeUs: number;
  readonly afterUs: number;
}

/**
 * A server that reads a ticking clock decides on a time up to one tick old, so windows widen to the
 * left by a tick; coarse timestamps and clocks of several machines widen them on both sides.
 */
export function wideningOf(assumptions: Assumptions, severalMachines: boolean): Widening {
  const { tickUs, resolutionUs, offsetBoundUs } = assumptions;
  const afterUs = resolutionUs + (severalMachines ? offsetBoundUs : 0);
  return { beforeUs: tickUs + afterUs, afterUs };
}

/** Decision windows, row by row: the server decided somewhere in the closed `[startUs, endUs]`. */
export interface Windows {
  readonly startUs: Float64Array;
  /** `Infinity` where the server may still act at any time. */
  readonly endUs: Float64Array;
  /** One of `seen`. */
  readonly seen: Uint8Array;
}

/** The widened windows of a history. */
export function windowsOf(history: History, widening: Widening, horizonUs: number | null): Windows {
  const { length, sentAtUs, settledAtUs, outcome } = history;
  const startUs = new Float64Array(length);
  const endUs = new Float64Array(length);
  const kinds = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const kind = Number.isNaN(sentAtUs[row]) ? seen.absent : seenByCode[outcome[row]];
    kinds[row] = kind;
    startUs[row] = sentAtUs[row] - widening.beforeUs;
    endUs[row] = endOf(kind, sentAtUs[row], settledAtUs[row], horizonUs) + widening.afterUs;
  }
  return { startUs, endUs, seen: kinds };
}

/** When a window ends, before it widens. Only an action nobody saw answered needs a horizon: an answer shows that the server had acted. */
export function endOf(kind: number, sentAtUs: number, settledAtUs: number, horizonUs: number | null): number {
  const settled = Number.isNaN(settledAtUs) ? Infinity : Math.max(sentAtUs, settledAtUs);
  return kind === seen.unknown && horizonUs !== null ? Math.min(settled, sentAtUs + horizonUs) : settled;
}
