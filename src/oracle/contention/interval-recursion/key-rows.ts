import { addToCourse, clearCourse, courseOf, readyCourse, type Course, type Rules } from './course.js';
import { explain, progressOf, type Progress } from './forward.js';
import type { Budget } from '../budget.js';
import { firstAtLeast } from '../sorted.js';
import { seen, type Windows } from '../windows.js';

/** The actions of one key in order of start, to look up what can have had a part in something. */
export interface KeyRows {
  readonly rules: Rules;
  readonly windows: Windows;
  /** When an accept from before may have happened at the latest; see `Course`. */
  readonly startUs: number;
  /** Rows with a bounded window, by start; `starts` and `untilUs` (the greatest end so far) go along. */
  readonly bounded: Int32Array;
  readonly starts: Float64Array;
  readonly untilUs: Float64Array;
  /** Answered rows, by end; `settledUs` goes along. */
  readonly settled: Int32Array;
  readonly settledUs: Float64Array;
  /** Unknown actions without an end, by start. */
  readonly opens: Int32Array;
  /** Used again by each look at a few rows; replaced when they do not fit. */
  readonly scratch: { course: Course; progress: Progress; capacity: number };
}

/** Sorts the rows of a key; those that were never sent are left out. */
export function keyRowsOf(rules: Rules, windows: Windows, rows: Int32Array, startUs: number): KeyRows {
  const { startUs: starts, endUs: ends } = windows;
  const sent = rows.filter((row) => windows.seen[row] !== seen.absent);
  sent.sort((a, b) => starts[a] - starts[b] || a - b);
  const bounded = sent.filter((row) => ends[row] !== Infinity);
  const untilUs = new Float64Array(bounded.length);
  let latestUs = -Infinity;
  bounded.forEach((row, index) => (untilUs[index] = latestUs = Math.max(latestUs, ends[row])));
  const settled = bounded.filter((row) => windows.seen[row] !== seen.unknown);
  settled.sort((a, b) => ends[a] - ends[b] || a - b);
  return {
    rules,
    windows,
    startUs,
    settled,
    settledUs: Float64Array.from(settled, (row) => ends[row]),
    bounded,
    starts: Float64Array.from(bounded, (row) => starts[row]),
    untilUs,
    scratch: { course: courseOf(rules, 64), progress: progressOf(64), capacity: 64 },
    opens: sent.filter((row) => ends[row] === Infinity),
  };
}

/** Rows whose windows meet the closed `[fromUs, toUs]`, in order of start, the open ones last. */
export function rowsMeeting(key: KeyRows, fromUs: number, toUs: number): readonly number[] {
  const { bounded, starts, untilUs, windows } = key;
  const meeting: number[] = [];
  for (let index = firstAtLeast(untilUs, untilUs.length, fromUs); index < bounded.length; index++) {
    if (starts[index] > toUs) break;
    if (windows.endUs[bounded[index]] >= fromUs) meeting.push(bounded[index]);
  }
  for (const row of key.opens) if (windows.startUs[row] <= toUs) meeting.push(row);
  return meeting;
}

/** The latest rows that are known to be answered and were so by `untilUs`, the last one first. */
export function latestSettled(key: KeyRows, untilUs: number, count: number): readonly number[] {
  const latest: number[] = [];
  let index = firstAtLeast(key.settledUs, key.settledUs.length, untilUs + 1) - 1;
  for (; index >= 0 && latest.length < count; index--)
    if (isAnswered(key.windows.seen[key.settled[index]])) latest.push(key.settled[index]);
  return latest;
}

const isAnswered = (kind: number): boolean => kind === seen.accept || kind === seen.reject;
const mayBeAccepted = (kind: number): boolean => kind === seen.accept || kind === seen.unknown;

/** What is still known when everything but some answers is forgotten. */
export interface Forgetting {
  /** Rejects that were left out ask for nothing, but were not accepted either; else they may have been. */
  readonly rejects: 'refused' | 'unknown';
  /** By how much all windows widen. */
  readonly widenUs: number;
}

const stepsMostPerCheck = 20_000;

/**
 * Whether no explanation exists for some answers alone, every other action of the key having perhaps
 * been accepted. Only those matter that could explain one of the rejects. `false` also when the
 * search gave up.
 */
export function contradicts(
  key: KeyRows,
  rows: readonly number[],
  forgetting: Forgetting,
  budget: Budget,
): boolean {
  if (budget.left <= 0) return false;
  const course = localCourse(key, rows, forgetting);
  const steps = { left: Math.min(stepsMostPerCheck, budget.left) };
  const granted = steps.left;
  const explanation = explain(course, key.scratch.progress, steps);
  budget.left -= granted - steps.left + courseLength(course);
  return explanation.history === 'invalid';
}

function courseLength({ accepts, rejects, unknowns, opens }: Course): number {
  return accepts.length + rejects.length + unknowns.length + opens.length;
}

function localCourse(key: KeyRows, rows: readonly number[], { rejects, widenUs }: Forgetting): Course {
  const { windows, rules } = key;
  const known = new Set(rows);
  const refused = rules.rejectsBind ? rows.filter((row) => windows.seen[row] === seen.reject) : [];
  const fromUs = Math.min(...refused.map((row) => windows.startUs[row])) - rules.gaps.refuseUs + 1;
  const toUs = Math.max(...refused.map((row) => windows.endUs[row]));
  const near = refused.length === 0 ? [] : rowsMeeting(key, fromUs - 2 * widenUs, toUs + 2 * widenUs);
  const helpers = near.filter(
    (row) => !known.has(row) && (rejects === 'unknown' || mayBeAccepted(windows.seen[row])),
  );
  const course = roomFor(key, rows.length + helpers.length);
  clearCourse(course, key.startUs + widenUs);
  const add = (row: number, kind: number): void =>
    addToCourse(course, kind, windows.startUs[row] - widenUs, windows.endUs[row] + widenUs, row);
  // Rows mostly come with the latest first, and a course wants them the other way round.
  for (let index = rows.length - 1; index >= 0; index--) add(rows[index], windows.seen[rows[index]]);
  for (const row of helpers) add(row, seen.unknown);
  readyCourse(course);
  return course;
}

function roomFor({ rules, scratch }: KeyRows, count: number): Course {
  if (count > scratch.capacity) {
    scratch.capacity = 2 * count;
    scratch.course = courseOf(rules, scratch.capacity);
    scratch.progress = progressOf(scratch.capacity);
  }
  return scratch.course;
}
