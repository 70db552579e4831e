import { firstTooLate, mayHideAccept, nextAcceptFrom, type Course } from './course.js';
import { firstAtLeast } from '../sorted.js';
import type { Budget } from '../budget.js';
import { isExplained, placeNext } from './levels.js';
import { stateOf, type State } from './states.js';
import { unchanged } from './variant.js';

/**
 * What is reachable before each accept of a course, kept so that a change of one outcome can be
 * tried from there. Mostly one state, held in columns; lists where unknown or nested actions branch.
 */
export interface Progress {
  /** What is kept before an accept: one of `kept`. */
  readonly kept: Uint8Array;
  readonly loUs: Float64Array;
  readonly hiUs: Float64Array;
  readonly opensUsed: Int32Array;
  /** Until when the accept must happen lest a reject before it stays unexplained. */
  readonly deadlineUs: Float64Array;
  readonly lists: Map<number, readonly State[]>;
  /** Of open actions: how many more may be used up before an accept without harm to what follows. */
  readonly spareOpens: Float64Array;
}

/** Nothing: alternatives stand at different accepts. One: in the columns. List: in `lists`. */
export const kept = { nothing: 0, one: 1, list: 2 } as const;

/** Makes room for a number of accepts. */
export function progressOf(capacity: number): Progress {
  return {
    kept: new Uint8Array(capacity + 1),
    loUs: new Float64Array(capacity + 1),
    hiUs: new Float64Array(capacity + 1),
    opensUsed: new Int32Array(capacity + 1),
    deadlineUs: new Float64Array(capacity + 1),
    lists: new Map(),
    spareOpens: new Float64Array(capacity + 1),
  };
}

/** Whether an explanation exists; if not, how many accepts could be placed. */
export type Explanation =
  | { readonly history: 'valid' }
  | { readonly history: 'unknown' }
  | { readonly history: 'invalid'; readonly placed: number };

/**
 * Decides exactly whether a correct limiter could have given these answers. Accepts are placed one by
 * one; the reachable instants of the last form one interval, whose lower end only spacing moves and
 * whose upper end only rejects that want an explanation. Cost: a step an accept, unless unknown or
 * strictly nested windows branch.
 */
export function explain(course: Course, progress: Progress, budget: Budget): Explanation {
  progress.lists.clear();
  return explainFrom(course, progress, 0, [stateOf(-Infinity, course.startUs, 0, 0)], budget);
}

/**
 * The same again after an answer was taken back whose window began at `startUs`: only from where that
 * can matter. `placed`: how far the search had come before; what is kept beyond is of no use.
 */
export function explainAgain(
  course: Course,
  progress: Progress,
  startUs: number,
  placed: number,
  budget: Budget,
): Explanation {
  const { accepts, acceptsUntilUs } = course;
  let from = Math.min(placed, firstAtLeast(accepts.startUs, accepts.length, startUs));
  while (from > 0 && (progress.kept[from] === kept.nothing || acceptsUntilUs[from] > startUs)) from--;
  for (const index of progress.lists.keys()) if (index > from) progress.lists.delete(index);
  return explainFrom(course, progress, from, keptStates(progress, from), budget);
}

function explainFrom(
  course: Course,
  progress: Progress,
  from: number,
  start: readonly State[],
  budget: Budget,
): Explanation {
  const variant = unchanged(course);
  const count = course.accepts.length;
  let states = start;
  let placed = from;
  for (;;) {
    placed = keep(progress, states, placed);
    if (progress.kept[placed] === kept.one) {
      placed = runPlain(course, progress, placed);
      if (placed < 0) return { history: 'invalid', placed: -placed - 1 };
      states = [stateOf(progress.loUs[placed], progress.hiUs[placed], progress.opensUsed[placed], placed)];
    }
    if (placed === count) break;
    states = placeNext(variant, states, budget);
    if (budget.left <= 0) return { history: 'unknown' };
    if (states.length === 0) return { history: 'invalid', placed };
    placed++;
  }
  if (isExplained(variant, states, budget)) {
    countSpareOpens(course, progress);
    return { history: 'valid' };
  }
  return budget.left <= 0 ? { history: 'unknown' } : { history: 'invalid', placed };
}

/**
 * As long as there is one state, and neither nested windows nor unknown actions can matter, plain
 * numbers do. Returns where it stopped, before an accept it leaves to the search; `-placed - 1` when
 * an accept cannot be placed.
 */
function runPlain(course: Course, progress: Progress, from: number): number {
  const { accepts, leastEndUs, acceptLeastEndUs } = course;
  const { loUs, hiUs, opensUsed, deadlineUs } = progress;
  const unknowns = course.unknowns.length + course.opens.length > 0;
  let guess = 0;
  for (let index = from; index < accepts.length; index++) {
    guess = firstTooLate(course, hiUs[index], guess);
    const dueUs = leastEndUs[guess];
    deadlineUs[index] = dueUs;
    if (acceptLeastEndUs[index + 1] < accepts.endUs[index]) return index;
    const fromUs = nextAcceptFrom(course, loUs[index]);
    if (unknowns && dueUs < accepts.endUs[index] && mayHideAccept(course, fromUs, dueUs, opensUsed[index]))
      return index;
    const lo = Math.max(accepts.startUs[index], fromUs);
    const hi = Math.min(accepts.endUs[index], dueUs);
    if (lo > hi) return -index - 1;
    loUs[index + 1] = lo;
    hiUs[index + 1] = hi;
    opensUsed[index + 1] = opensUsed[index];
    progress.kept[index + 1] = kept.one;
  }
  guess = firstTooLate(course, hiUs[accepts.length], guess);
  deadlineUs[accepts.length] = leastEndUs[guess];
  return accepts.length;
}

/** Keeps the states before an accept, if they all stand there. */
function keep(progress: Progress, states: readonly State[], placed: number): number {
  const [state] = states;
  if (states.some(({ next, skipped }) => next !== placed || skipped.length > 0)) {
    progress.kept[placed] = kept.nothing;
  } else if (states.length === 1 && state !== undefined && state.used.length === 0) {
    progress.kept[placed] = kept.one;
    progress.loUs[placed] = state.loUs;
    progress.hiUs[placed] = state.hiUs;
    progress.opensUsed[placed] = state.opensUsed;
  } else {
    progress.kept[placed] = kept.list;
    progress.lists.set(placed, states);
  }
  return placed;
}

/**
 * How many open actions more than were used before an accept could have been, without harm to what was
 * found to follow. Where one is used later on, another can take its place if it was sent early enough.
 */
function countSpareOpens(course: Course, progress: Progress): void {
  const { opens, accepts } = course;
  const { spareOpens, opensUsed, loUs } = progress;
  if (opens.length === 0) return;
  const last = accepts.length;
  let spare = progress.kept[last] === kept.one && progress.deadlineUs[last] === Infinity ? Infinity : 0;
  let used = opensUsed[last];
  for (let index = last; index >= 0; index--) {
    spareOpens[index] = 0;
    if (progress.kept[index] !== kept.one) continue;
    if (opensUsed[index] < used) {
      const sent = firstAtLeast(opens.startUs, opens.length, nextAcceptFrom(course, loUs[index]) + 1);
      spare = Math.min(spare, Math.max(0, sent - used));
    }
    used = opensUsed[index];
    spareOpens[index] = spare;
  }
}

/** The states kept before an accept; empty where nothing is kept. */
export function keptStates(progress: Progress, placed: number): readonly State[] {
  if (progress.kept[placed] === kept.list) return progress.lists.get(placed) ?? [];
  if (progress.kept[placed] === kept.nothing) return [];
  return [stateOf(progress.loUs[placed], progress.hiUs[placed], progress.opensUsed[placed], placed)];
}
