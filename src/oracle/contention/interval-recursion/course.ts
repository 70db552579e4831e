import type { Gaps } from '../gaps.js';
import { firstAtLeast, firstAtLeastNear } from '../sorted.js';
import { intervals, type Intervals } from './intervals.js';
import { latestEnds, latestEndsOfAll, leastEnds, leastEndsOfAll } from './ends.js';
import { earliestAfter, type Span } from '../restarts.js';
import { seen, type Windows } from '../windows.js';

/** What holds for every key alike. */
export interface Rules {
  readonly gaps: Gaps;
  readonly restarts: readonly Span[];
  /** Whether a reject needs an accept that explains it: not when others use the keys unseen. */
  readonly rejectsBind: boolean;
  readonly initial: 'fresh' | 'unknown';
}

/**
 * What happened on one key, sorted for the search: who must have been accepted when, which rejects
 * want an explanation, and who may have been accepted besides. Buffers are used again for the next key.
 */
export interface Course {
  readonly rules: Rules;
  readonly accepts: Intervals;
  readonly rejects: Intervals;
  /** Sent and never answered for certain, but over at some time. */
  readonly unknowns: Intervals;
  /** Those that may still happen at any time. */
  readonly opens: Intervals;
  /** An accept from before may have happened at any time until then; `-Infinity`: there was none. */
  startUs: number;
  /** The least end among the rejects from an index on: one longer than there are rejects. */
  readonly leastEndUs: Float64Array;
  /** The least end among the accepts from an index on: less than an accept's own end means another nests in it. */
  readonly acceptLeastEndUs: Float64Array;
  /** The greatest end among the accepts before an index. */
  readonly acceptsUntilUs: Float64Array;
  /** The greatest end among the unknowns before an index. */
  readonly unknownsUntilUs: Float64Array;
}

/** Makes an empty course with room for a number of actions. */
export function courseOf(rules: Rules, capacity: number): Course {
  return {
    rules,
    accepts: intervals(capacity),
    rejects: intervals(capacity),
    unknowns: intervals(capacity),
    opens: intervals(capacity),
    startUs: -Infinity,
    leastEndUs: new Float64Array(capacity + 1),
    acceptLeastEndUs: new Float64Array(capacity + 1),
    acceptsUntilUs: new Float64Array(capacity + 1),
    unknownsUntilUs: new Float64Array(capacity + 1),
  };
}

/** Empties a course. `startUs`: see there. */
export function clearCourse(course: Course, startUs: number): void {
  course.accepts.length = 0;
  course.rejects.length = 0;
  course.unknowns.length = 0;
  course.opens.length = 0;
  course.startUs = startUs;
}

/** Adds an action; its row comes back in `rows`. What was never sent is left out. */
export function addToCourse(course: Course, kind: number, startUs: number, endUs: number, row: number): void {
  if (kind === seen.accept) course.accepts.add(startUs, endUs, row);
  else if (kind === seen.reject) course.rejects.add(startUs, endUs, row);
  else if (kind === seen.unknown)
    (endUs === Infinity ? course.opens : course.unknowns).add(startUs, endUs, row);
}

/** Fills an empty course with rows of a history; returns when the first window begins. */
export function fillCourse(course: Course, windows: Windows, rows: Int32Array): number {
  const { startUs, endUs, seen: kinds } = windows;
  // The columns by hand, since nearly every row of a history goes through here.
  const { startUs: acceptStartUs, endUs: acceptEndUs, rows: acceptRows } = course.accepts;
  const { startUs: rejectStartUs, endUs: rejectEndUs, rows: rejectRows } = course.rejects;
  let accepts = 0;
  let rejects = 0;
  let firstUs = Infinity;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const kind = kinds[row];
    if (kind === seen.absent) continue;
    const start = startUs[row];
    if (start < firstUs) firstUs = start;
    if (kind === seen.accept) {
      acceptStartUs[accepts] = start;
      acceptEndUs[accepts] = endUs[row];
      acceptRows[accepts++] = row;
    } else if (kind === seen.reject) {
      rejectStartUs[rejects] = start;
      rejectEndUs[rejects] = endUs[row];
      rejectRows[rejects++] = row;
    } else addToCourse(course, kind, start, endUs[row], row);
  }
  course.accepts.length = accepts;
  course.rejects.length = rejects;
  return firstUs;
}

/** Sorts what was added and sums it up. To be called once, before the course is searched. */
export function readyCourse(course: Course): void {
  course.accepts.sort();
  course.rejects.sort();
  course.unknowns.sort();
  course.opens.sort();
  sumUp(course);
}

/** An answer counts for nothing any more: its action may or may not have been accepted. */
export function takeBack(course: Course, startUs: number, endUs: number, row: number): void {
  const { unknowns } = course;
  withdraw(course, startUs, row);
  latestEnds(unknowns, course.unknownsUntilUs, unknowns.insert(startUs, endUs, row), 1);
}

/** An answer is left out altogether. */
export function withdraw(course: Course, startUs: number, row: number): void {
  const { accepts, rejects } = course;
  const accept = accepts.remove(row, startUs);
  if (accept >= 0) {
    latestEnds(accepts, course.acceptsUntilUs, accept, -1);
    leastEnds(accepts, course.acceptLeastEndUs, accept, -1);
    return;
  }
  const reject = rejects.remove(row, startUs);
  if (reject >= 0 && course.rules.rejectsBind) leastEnds(rejects, course.leastEndUs, reject, -1);
}

/** Whether anything accepted or unknown was near enough to explain a reject, whatever else it did. */
export function mayBeExplained(course: Course, reject: number): boolean {
  const { accepts, rejects, unknowns, opens, rules } = course;
  const untilUs = rejects.endUs[reject];
  const fromUs = rejects.startUs[reject] - rules.gaps.refuseUs + 1;
  if (!rules.rejectsBind || course.startUs >= fromUs) return true;
  if (opens.length > 0 && opens.startUs[0] <= untilUs) return true;
  const meets = (of: Intervals, latestUs: Float64Array): boolean =>
    latestUs[firstAtLeast(of.startUs, of.length, untilUs + 1)] >= fromUs;
  return meets(accepts, course.acceptsUntilUs) || meets(unknowns, course.unknownsUntilUs);
}

function sumUp(course: Course): void {
  const { accepts, rejects, unknowns, leastEndUs } = course;
  latestEndsOfAll(accepts, course.acceptsUntilUs);
  latestEndsOfAll(unknowns, course.unknownsUntilUs);
  leastEndsOfAll(accepts, course.acceptLeastEndUs);
  if (course.rules.rejectsBind) leastEndsOfAll(rejects, leastEndUs);
  else leastEndUs.fill(Infinity, 0, rejects.length + 1);
}

/**
 * Until when the next accept must happen when the last one was at `lastUs` at the latest: by then
 * some reject that is too late for that accept will have been decided.
 */
export function deadlineAfter(course: Course, lastUs: number): number {
  const { rejects, rules, leastEndUs } = course;
  return leastEndUs[firstAtLeast(rejects.startUs, rejects.length, lastUs + rules.gaps.refuseUs)];
}

/** The first reject that an accept at `lastUs` is too old to explain; `guess`: where it may be. */
export function firstTooLate(course: Course, lastUs: number, guess: number): number {
  const { rejects, rules } = course;
  return firstAtLeastNear(rejects.startUs, rejects.length, lastUs + rules.gaps.refuseUs, guess);
}

/** The earliest instant of the next accept when the last was at `lastUs`. */
export function nextAcceptFrom(course: Course, lastUs: number): number {
  const { gaps, restarts } = course.rules;
  return restarts.length === 0 ? lastUs + gaps.acceptUs : earliestAfter(lastUs, gaps.acceptUs, restarts);
}

/** Whether an action of unknown fate may have been accepted after `fromUs` and until `untilUs`. */
export function mayHideAccept(course: Course, fromUs: number, untilUs: number, opensUsed: number): boolean {
  const { opens, unknowns } = course;
  if (opensUsed < opens.length && opens.startUs[opensUsed] <= untilUs) return true;
  const first = firstAlive(course, fromUs);
  return first < unknowns.length && unknowns.startUs[first] <= untilUs;
}

/** The first of the unknowns that may still happen at `fromUs`; all before it are over. */
export function firstAlive({ unknowns, unknownsUntilUs }: Course, fromUs: number): number {
  return Math.max(0, firstAtLeast(unknownsUntilUs, unknowns.length + 1, fromUs) - 1);
}

/** Where a reject would stand among the accepts, were it one; `guess`: where it may be at the earliest. */
export function positionOf({ accepts, rejects }: Course, reject: number, guess: number): number {
  const startUs = rejects.startUs[reject];
  const endUs = rejects.endUs[reject];
  let position = firstAtLeastNear(accepts.startUs, accepts.length, startUs, guess);
  while (
    position < accepts.length &&
    accepts.startUs[position] === startUs &&
    accepts.endUs[position] <= endUs
  )
    position++;
  return position;
}
