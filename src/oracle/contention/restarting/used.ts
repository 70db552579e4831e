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

/** Whether all that the one uses up the other uses up too. */
export function usesNoMore(one: Used, other: Used): boolean {
  return one.open <= other.open && one.bounded.every((index) => other.bounded.includes(index));
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
