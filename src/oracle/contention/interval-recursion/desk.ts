import { clearCourse, fillCourse, readyCourse, type Course, type Rules } from './course.js';
import type { Progress } from './forward.js';
import type { Budget } from '../budget.js';
import type { Windows } from '../windows.js';

/** What lies on the table while a key is judged. */
export interface Desk {
  readonly rules: Rules;
  readonly windows: Windows;
  /** One of `outcomes` for each row of the history. */
  readonly outcome: Uint8Array;
  /** The rows of the key. */
  readonly rows: Int32Array;
  readonly course: Course;
  readonly progress: Progress;
  readonly minMarginUs: number;
  readonly pools: Pools;
}

/**
 * Steps that all keys together may take. Far more than histories of servers in their senses need; they
 * keep the judge from thinking for hours about one that answers at random.
 */
export interface Pools {
  readonly search: Budget;
  readonly flips: Budget;
  readonly evidence: Budget;
}

/** The pools for a history of a number of rows. */
export function poolsOf(rows: number): Pools {
  return {
    search: { left: 40_000_000 + 100 * rows },
    flips: { left: 40_000_000 + 20 * rows },
    evidence: { left: 8_000_000 + 20 * rows },
  };
}

/** Takes a share out of a pool for a piece of work, and gives back what it left. */
export function withShare<T>(pool: Budget, most: number, work: (budget: Budget) => T): T {
  const share = Math.min(most, Math.max(0, pool.left));
  const budget = { left: share };
  const result = work(budget);
  pool.left -= share - Math.max(0, budget.left);
  return result;
}

/** Fills the course with the rows of the key; returns when an accept from before was at the latest. */
export function spread({ rules, windows, rows, course }: Desk): number {
  clearCourse(course, -Infinity);
  const firstUs = fillCourse(course, windows, rows);
  if (rules.initial === 'unknown' && firstUs !== Infinity) course.startUs = firstUs;
  readyCourse(course);
  return course.startUs;
}
