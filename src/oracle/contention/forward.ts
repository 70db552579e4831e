import { firstTooLate, mayHideAccept, nextAcceptFrom, type Course } from './course.js';
import { isExplained, placeNext, type Budget } from './levels.js';
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
  const variant = unchanged(course);
  const count = course.accepts.length;
  progress.lists.clear();
  let states: readonly State[] = [stateOf(-Infinity, course.startUs, 0, 0)];
  let placed = 0;
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
  const explained = isExplained(variant, states, budget);
  if (!explained && budget.left <= 0) return { history: 'unknown' };
  return explained ? { history: 'valid' } : { history: 'invalid', placed };
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

/** The states kept before an accept; empty where nothing is kept. */
export function keptStates(progress: Progress, placed: number): readonly State[] {
  if (progress.kept[placed] === kept.list) return progress.lists.get(placed) ?? [];
  if (progress.kept[placed] === kept.nothing) return [];
  return [stateOf(progress.loUs[placed], progress.hiUs[placed], progress.opensUsed[placed], placed)];
}
