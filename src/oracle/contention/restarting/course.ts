import type { Question } from '../search.js';
import { seen } from '../windows.js';

/** Windows of one kind, in order of start, then end. */
export interface Lane {
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
}

/** A question as three lanes that are merged into one order of decisions. */
export interface Course {
  readonly accepts: Lane;
  readonly rejects: Lane;
  /** Those that may have happened; first the ones with an end, then those that are still open. */
  readonly unknowns: Lane;
  /** How many of the unknown ones have an end. */
  readonly bounded: number;
  /** The latest end of each bounded unknown action and all before it. */
  readonly latestEndUs: Float64Array;
}

/** The lanes of a question. Rejects prove nothing where others act unseen, and unknowns then explain nothing. */
export function courseOf({ actions, isAlone }: Question): Course {
  const of = (kind: number) => actions.filter((one) => one.seen === kind);
  const rejects = isAlone ? of(seen.reject) : [];
  const unknowns = rejects.length === 0 ? [] : of(seen.unknown);
  const bounded = unknowns.filter(({ endUs }) => endUs !== Infinity);
  const open = unknowns.filter(({ endUs }) => endUs === Infinity);
  return {
    accepts: laneOf(of(seen.accept)),
    rejects: laneOf(rejects),
    unknowns: laneOf([...bounded, ...open]),
    bounded: bounded.length,
    latestEndUs: latestEndsOf(bounded),
  };
}

/** The same course had none of the unknown actions happened. */
export function withoutUnknowns(course: Course): Course {
  return { ...course, unknowns: laneOf([]), bounded: 0, latestEndUs: new Float64Array(0) };
}

function latestEndsOf(actions: readonly { readonly endUs: number }[]): Float64Array {
  let latestUs = -Infinity;
  return Float64Array.from(actions, ({ endUs }) => (latestUs = Math.max(latestUs, endUs)));
}

function laneOf(actions: readonly { readonly startUs: number; readonly endUs: number }[]): Lane {
  return {
    startUs: Float64Array.from(actions, ({ startUs }) => startUs),
    endUs: Float64Array.from(actions, ({ endUs }) => endUs),
  };
}
