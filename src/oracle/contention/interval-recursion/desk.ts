import { clearCourse, fillCourse, readyCourse, type Course, type Rules } from './course.js';
import type { Progress } from './forward.js';
import type { Pools } from '../pools.js';
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

/** Fills the course with the rows of the key; returns when an accept from before was at the latest. */
export function spread({ rules, windows, rows, course }: Desk): number {
  clearCourse(course, -Infinity);
  const firstUs = fillCourse(course, windows, rows);
  if (rules.initial === 'unknown' && firstUs !== Infinity) course.startUs = firstUs;
  readyCourse(course);
  return course.startUs;
}
