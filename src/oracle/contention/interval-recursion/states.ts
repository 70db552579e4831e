import { nextAcceptFrom, type Course } from './course.js';

/**
 * Everything that matters about the past of a key once some accepts are placed: the reachable
 * instants of the last one form one interval, whatever came before.
 */
export interface State {
  /** The last accept happened in the closed `[loUs, hiUs]`. */
  readonly loUs: number;
  readonly hiUs: number;
  /** How many of the open actions were taken to be accepted, in order of their sends. */
  readonly opensUsed: number;
  /** Which unknown actions were, of those that may still happen; ascending. */
  readonly used: readonly number[];
  /** All accepts before this position are placed, but for the skipped ones; ascending. */
  readonly next: number;
  readonly skipped: readonly number[];
}

const none: readonly number[] = [];

/** The state before the first accept of a course. */
export function stateOf(loUs: number, hiUs: number, opensUsed: number, next: number): State {
  return { loUs, hiUs, opensUsed, used: none, next, skipped: none };
}

/** Adds a state unless it is empty or another one can do all it can; drops those it makes needless. */
export function addState(course: Course, states: State[], state: State): boolean {
  if (state.loUs > state.hiUs) return false;
  if (states.some((other) => covers(course, other, state))) return false;
  let kept = 0;
  for (const other of states) if (!covers(course, state, other)) states[kept++] = other;
  states.length = kept;
  states.push(state);
  return true;
}

/**
 * Whether whatever explains the rest after `state` also does after `other`: as many instants to
 * choose from, the same accepts still to place, and no unknown used up that `state` could still need.
 */
export function covers(course: Course, other: State, state: State): boolean {
  if (other.loUs > state.loUs || other.hiUs < state.hiUs || other.opensUsed > state.opensUsed) return false;
  if (other.next !== state.next || !sameNumbers(other.skipped, state.skipped)) return false;
  if (other.used.length === 0) return true;
  const fromUs = nextAcceptFrom(course, state.loUs);
  const { endUs } = course.unknowns;
  return other.used.every((unknown) => endUs[unknown] < fromUs || state.used.includes(unknown));
}

/** Forgets the used unknowns that could not happen any more anyway. */
export function stillUsed(course: Course, used: readonly number[], loUs: number): readonly number[] {
  if (used.length === 0) return none;
  const fromUs = nextAcceptFrom(course, loUs);
  return used.filter((unknown) => course.unknowns.endUs[unknown] >= fromUs);
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
