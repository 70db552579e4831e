import type { Assumptions } from '../../../models/assumptions.js';
import { courseOf, type Course } from '../restarting/course.js';
import type { Question } from '../search.js';
import { seen } from '../windows.js';

/**
 * A question on the clock of a server whose windows follow each other by that clock. It may run
 * fast or slow, and a window may end by a timer: windows are wider for that, the longer the clock has run.
 */
export interface View {
  readonly length: number;
  /** In order of start, then end. */
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly kind: Uint8Array;
  /** The question's own index of each, and the other way round; -1: it proves nothing and is left out. */
  readonly indices: Int32Array;
  readonly places: Int32Array;
  /** The latest end of all accepts and rejects before each place. */
  readonly latestEndUs: Float64Array;
  /** Places of the unknown. */
  readonly unknowns: readonly number[];
  /** The place after the last reject. */
  readonly rejectsUntil: number;
  /** When something unseen may have been accepted at the latest; `-Infinity`: never. */
  readonly pastUntilUs: number;
  readonly isAlone: boolean;
}

/** Reads a question. At `agreeUs` the clocks agree, or at an instant up to `slackUs` away from it. */
export function viewOf(question: Question, assumptions: Assumptions, agreeUs: number, slackUs: number): View {
  const { actions, pastUntilUs, isAlone } = question;
  const { driftPpm, graceUs } = assumptions;
  // A rate that is off by so much either way stretches by a little more than it shrinks.
  const share = driftPpm / Math.max(1, 1_000_000 - driftPpm);
  const driftOf = (atUs: number): number =>
    Number.isFinite(atUs) ? Math.ceil((Math.abs(atUs - agreeUs) + slackUs) * share) : 0;
  const seenHere = actions.flatMap(({ startUs, endUs, seen: kind }, index) => {
    if (kind === seen.reject && !isAlone) return [];
    const fromUs = startUs - driftOf(startUs) - graceUs.late;
    return [{ startUs: fromUs, endUs: endUs + driftOf(endUs) + graceUs.early, kind, index }];
  });
  seenHere.sort(
    (a, b) => a.startUs - b.startUs || (a.endUs === b.endUs ? a.index - b.index : a.endUs - b.endUs),
  );
  const places = new Int32Array(actions.length).fill(-1);
  seenHere.forEach(({ index }, place) => (places[index] = place));
  const latestEndUs = new Float64Array(seenHere.length + 1).fill(-Infinity);
  seenHere.forEach(({ endUs, kind }, place) => {
    latestEndUs[place + 1] = kind === seen.unknown ? latestEndUs[place] : Math.max(latestEndUs[place], endUs);
  });
  return {
    length: seenHere.length,
    startUs: Float64Array.from(seenHere, ({ startUs }) => startUs),
    endUs: Float64Array.from(seenHere, ({ endUs }) => endUs),
    kind: Uint8Array.from(seenHere, ({ kind }) => kind),
    indices: Int32Array.from(seenHere, ({ index }) => index),
    places,
    latestEndUs,
    unknowns: seenHere.flatMap(({ kind }, place) => (kind === seen.unknown ? [place] : [])),
    rejectsUntil: seenHere.findLastIndex(({ kind }) => kind === seen.reject) + 1,
    pastUntilUs: pastUntilUs === null ? -Infinity : pastUntilUs + driftOf(pastUntilUs) + graceUs.early,
    isAlone,
  };
}

/** A view as lanes, for one phase or, where all windows begin that much earlier, for all up to so much later. */
export function courseIn(view: View, earlierUs: number): Course {
  const actions = Array.from(view.startUs, (startUs, place) => ({
    row: place,
    startUs: startUs - earlierUs,
    endUs: view.endUs[place],
    seen: view.kind[place],
  }));
  return courseOf({ actions, pastUntilUs: null, isAlone: true });
}
