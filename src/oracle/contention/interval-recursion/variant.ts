import { deadlineAfter, type Course } from './course.js';

/**
 * A course with one outcome changed, without copying it: an accept left out and a reject put in, or
 * the other way round. Positions of accepts count in the changed list.
 */
export interface Variant {
  readonly course: Course;
  /** How many accepts there are now. */
  readonly accepts: number;
  /** Where an accept was put in; -1: nowhere. */
  readonly insertedAt: number;
  /** Which accept was left out; -1: none. */
  readonly leftOut: number;
  /** The window of the changed action. */
  readonly startUs: number;
  readonly endUs: number;
  /** Which reject asks for nothing any more; -1: none. */
  readonly freed: number;
}

/** The course as it is. */
export function unchanged(course: Course): Variant {
  const accepts = course.accepts.length;
  return { course, accepts, insertedAt: -1, leftOut: -1, startUs: NaN, endUs: NaN, freed: -1 };
}

/** The course with an accept turned into a reject. */
export function withRejected(course: Course, accept: number): Variant {
  const { length, startUs, endUs } = course.accepts;
  return {
    course,
    accepts: length - 1,
    insertedAt: -1,
    leftOut: accept,
    startUs: startUs[accept],
    endUs: endUs[accept],
    freed: -1,
  };
}

/** The course with a reject turned into an accept, which takes its place at `position`. */
export function withAccepted(course: Course, reject: number, position: number): Variant {
  const { startUs, endUs } = course.rejects;
  return {
    course,
    accepts: course.accepts.length + 1,
    insertedAt: position,
    leftOut: -1,
    startUs: startUs[reject],
    endUs: endUs[reject],
    freed: reject,
  };
}

/** Where an accept stood before the change; -1 for the one that was put in. */
export function originalOf({ insertedAt, leftOut }: Variant, position: number): number {
  if (insertedAt >= 0) {
    if (position === insertedAt) return -1;
    return position < insertedAt ? position : position - 1;
  }
  return leftOut >= 0 && position >= leftOut ? position + 1 : position;
}

/** When the window of an accept begins. */
export function startOf(variant: Variant, position: number): number {
  const original = originalOf(variant, position);
  return original < 0 ? variant.startUs : variant.course.accepts.startUs[original];
}

/** When the window of an accept ends. */
export function endOf(variant: Variant, position: number): number {
  const original = originalOf(variant, position);
  return original < 0 ? variant.endUs : variant.course.accepts.endUs[original];
}

/** `deadlineAfter` with the changed reject put in or left out. */
export function deadlineIn(variant: Variant, lastUs: number): number {
  const { course, leftOut, freed } = variant;
  const { rules, rejects, leastEndUs } = course;
  const deadlineUs = deadlineAfter(course, lastUs);
  if (!rules.rejectsBind) return deadlineUs;
  const tooLateUs = lastUs + rules.gaps.refuseUs;
  if (leftOut >= 0 && variant.startUs >= tooLateUs) return Math.min(deadlineUs, variant.endUs);
  if (freed < 0 || deadlineUs !== variant.endUs || variant.startUs < tooLateUs) return deadlineUs;
  let leastUs = leastEndUs[freed + 1];
  for (let index = freed - 1; index >= 0 && rejects.startUs[index] >= tooLateUs; index--)
    leastUs = Math.min(leastUs, rejects.endUs[index]);
  return leastUs;
}
