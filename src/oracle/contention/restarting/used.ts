import { firstAtLeast } from '../sorted.js';
import type { Course } from './course.js';

/** Which unknown actions were taken to have happened. */
export interface Used {
  /** Of those that are still open, so many: in order of their sends. */
  readonly open: number;
  /** Of the others, those that could still happen; ascending. */
  readonly bounded: readonly number[];
}

const none: readonly number[] = [];

/** No unknown action has happened. */
export const nothingUsed: Used = { open: 0, bounded: none };

/** The same with one more used. */
export function withUsed(course: Course, { open, bounded }: Used, index: number): Used {
  if (index >= course.bounded) return { open: open + 1, bounded };
  return { open, bounded: [...bounded, index].sort((a, b) => a - b) };
}

/** Forgets those that could not happen any more anyway. */
export function stillUsed({ unknowns }: Course, used: Used, fromUs: number): Used {
  if (used.bounded.length === 0) return used;
  const bounded = used.bounded.filter((index) => unknowns.endUs[index] >= fromUs);
  return bounded.length === used.bounded.length ? used : { ...used, bounded };
}

/**
 * Whether whatever the other can still use from an instant on, the one can too: what only the one has used
 * is over by then, or there is something in its place that only the other has used and that may come at
 * all the same times.
 */
export function usesNoMore({ unknowns }: Course, one: Used, other: Used, fromUs: number): boolean {
  if (one.open > other.open) return false;
  const { startUs, endUs } = unknowns;
  const mine = one.bounded.filter((index) => endUs[index] >= fromUs && !other.bounded.includes(index));
  if (mine.length === 0) return true;
  const free = other.bounded.filter((index) => endUs[index] >= fromUs && !one.bounded.includes(index));
  if (free.length < mine.length) return false;
  for (const index of mine) {
    const beginsUs = Math.max(fromUs, startUs[index]);
    const at = free.findIndex((spare) => startUs[spare] <= beginsUs && endUs[spare] >= endUs[index]);
    if (at < 0) return false;
    free.splice(at, 1);
  }
  return true;
}

/**
 * The unknown actions worth using next. One that can be decided at all instants at which another one
 * can be, and that ends no later, is used before it: later on the other can do all it can.
 */
export function unknownsFor(
  course: Course,
  used: Used,
  fromUs: number,
  deadlineUs: number,
): readonly number[] {
  const { unknowns, bounded } = course;
  const { startUs, endUs } = unknowns;
  const found: number[] = [];
  const from = firstAtLeast(course.latestEndUs, bounded, fromUs);
  for (let index = from; index < bounded && startUs[index] <= deadlineUs; index++) {
    if (endUs[index] < fromUs || used.bounded.includes(index)) continue;
    const isNeedless = found.some(
      (other) => endUs[other] <= endUs[index] && endUs[other] >= Math.min(endUs[index], deadlineUs),
    );
    if (!isNeedless) found.push(index);
  }
  const open = bounded + used.open;
  if (open < startUs.length && startUs[open] <= deadlineUs) found.push(open);
  return found;
}
