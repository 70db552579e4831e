import {
  clearCourse,
  courseOf,
  fillCourse,
  positionOf,
  readyCourse,
  takeBack,
  type Course,
  type Rules,
} from './course.js';
import { coreOfReject, coreUntil, marginOf } from './core.js';
import { flipAccept, flipReject } from './flips.js';
import { explain, explainAgain, progressOf, type Explanation, type Progress } from './forward.js';
import type { Budget } from './levels.js';
import { keyRowsOf, type KeyRows } from './key-rows.js';
import { keyStream, type Finding } from './key-stream.js';
import type { Explained } from '../verdict.js';
import { seen, type Windows } from './windows.js';

/** Something wrong on one key, in rows. */
export interface Fault {
  readonly kind: 'false-accept' | 'false-reject' | 'no-explanation';
  /** What proves it, the blamed one last. */
  readonly rows: readonly number[];
  readonly marginUs: number;
  readonly isNearEdge: boolean;
  /** For a false reject: when the last action that may have been accepted was over; `-Infinity`: none. */
  readonly idleSinceUs: number;
}

/** What the judge found on one key. */
export interface KeyVerdict {
  readonly history: Explained;
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

/** How an answer came out, for the rows of one key. */
export const outcomes = { open: 0, undecidable: 1, right: 2, wrong: 3, nearEdge: 4 } as const;

/** Judges key after key; buffers are used again. `outcome` gets one of `outcomes` for each row. */
export interface KeyJudge {
  judge(rows: Int32Array): KeyVerdict;
}

/** Steps on a key: enough for any history a server in its senses writes, and no more than seconds. */
const stepsFor = (rows: number): number => 500_000 + 100 * rows;
const flipStepsFor = (rows: number): number => 200_000 + 10 * rows;

/**
 * The exact judge of limits where only the last accept counts. A key is searched for an explanation;
 * if there is one, each answer is turned round to see whether it was the only right one. If there is
 * none, pairs of windows say who is wrong; those count as unknown from then on, and the search goes on.
 */
export function intervalRecursion(
  rules: Rules,
  windows: Windows,
  outcome: Uint8Array,
  capacity: number,
  minMarginUs: number,
): KeyJudge {
  const course = courseOf(rules, capacity);
  const progress = progressOf(capacity);
  const pool = { left: 20_000_000 + 100 * outcome.length };
  return {
    judge(rows) {
      const desk: Desk = { rules, windows, outcome, rows, course, progress, minMarginUs, pool };
      const startUs = spread(desk);
      const explanation = explain(course, progress, { left: stepsFor(rows.length) });
      if (explanation.history === 'valid') {
        flipAll(desk);
        return { history: 'valid', faults: [], notes: [] };
      }
      return judgeFaulty(desk, keyRowsOf(rules, windows, rows, startUs), explanation);
    },
  };
}

/** What lies on the table while a key is judged. */
interface Desk {
  readonly rules: Rules;
  readonly windows: Windows;
  readonly outcome: Uint8Array;
  readonly rows: Int32Array;
  readonly course: Course;
  readonly progress: Progress;
  readonly minMarginUs: number;
  /** Steps for all faulty keys together. */
  readonly pool: Budget;
}

/** Fills the course with the rows of the key; returns when an accept from before was at the latest. */
function spread({ rules, windows, rows, course }: Desk): number {
  clearCourse(course, -Infinity);
  const firstUs = fillCourse(course, windows, rows);
  if (rules.initial === 'unknown' && firstUs !== Infinity) course.startUs = firstUs;
  readyCourse(course);
  return course.startUs;
}

/** Marks each answer of a key that has an explanation: right if its opposite would have none. */
function flipAll({ course, progress, outcome, rows }: Desk): void {
  const { accepts, rejects } = course;
  const budget = { left: flipStepsFor(rows.length) };
  for (let accept = 0; accept < accepts.length; accept++)
    mark(outcome, accepts.rows[accept], flipAccept(course, progress, accept, budget) === 'impossible');
  let position = 0;
  for (let reject = 0; reject < rejects.length; reject++) {
    position = positionOf(course, reject, position);
    const flip = flipReject(course, progress, reject, position, budget);
    mark(outcome, rejects.rows[reject], flip === 'impossible');
  }
}

function mark(outcome: Uint8Array, row: number, isRight: boolean): void {
  if (isRight) outcome[row] = outcomes.right;
  else if (outcome[row] === outcomes.open) outcome[row] = outcomes.undecidable;
}

function judgeFaulty(desk: Desk, key: KeyRows, first: Explanation): KeyVerdict {
  const { windows, rows } = desk;
  const answers = rows.map((row) => windows.seen[row]);
  const budget = { left: Math.min(desk.pool.left, 2 * stepsFor(rows.length)) };
  const granted = budget.left;
  const faults = streamed(desk, key, budget);
  const notes = budget.left > 0 ? [] : ['there was too much wrong to make all evidence minimal'];
  let explanation = faults.length === 0 ? first : withoutBlamed(desk, faults, budget);
  while (explanation.history === 'invalid') {
    const fault = unexplained(desk, key, explanation.placed, budget);
    if (fault === null) break;
    faults.push(fault);
    explanation = without(desk, fault.rows[fault.rows.length - 1], budget);
  }
  if (explanation.history === 'valid') flipAll(desk);
  else notes.push('the search gave up before everything was explained or proven wrong');
  desk.pool.left -= granted - Math.max(0, budget.left);
  rows.forEach((row, index) => (windows.seen[row] = answers[index]));
  const found = faults.length > 0 || explanation.history === 'invalid';
  return { history: found ? 'invalid' : explanation.history, faults, notes };
}

/** Takes all blamed for unknown and looks again for an explanation of the rest. */
function withoutBlamed(desk: Desk, faults: readonly Fault[], budget: Budget): Explanation {
  for (const { rows } of faults) desk.windows.seen[rows[rows.length - 1]] = seen.unknown;
  spread(desk);
  return explain(desk.course, desk.progress, budget);
}

/** The same for one more, from where it matters. */
function without({ windows, course, progress, rows }: Desk, blamed: number, budget: Budget): Explanation {
  windows.seen[blamed] = seen.unknown;
  takeBack(course, windows.startUs[blamed], windows.endUs[blamed], blamed);
  budget.left -= Math.ceil(rows.length / 64);
  return explainAgain(course, progress, windows.startUs[blamed], budget);
}

/** What pairs of windows say, in order of settling. Marks every answer; returns what is wrong. */
function streamed(desk: Desk, key: KeyRows, budget: Budget): Fault[] {
  const { rules, windows, rows, outcome, minMarginUs } = desk;
  const { startUs, endUs } = windows;
  const faults: Fault[] = [];
  const stream = keyStream(rules, minMarginUs, (finding, id, against, marginUs, idleSinceUs) => {
    outcome[id] = markOf[finding];
    const isNearEdge = finding === 'near-edge';
    if (against >= 0)
      faults.push({ kind: 'false-accept', rows: [against, id], marginUs, isNearEdge, idleSinceUs });
    else if (!Number.isNaN(idleSinceUs)) {
      const core = coreOfReject(key, id, budget);
      faults.push({ kind: 'false-reject', rows: core, marginUs, isNearEdge, idleSinceUs });
    }
  });
  const known = rows.filter((row) => windows.seen[row] !== seen.absent);
  known.sort((a, b) => (endUs[a] === endUs[b] ? a - b : endUs[a] - endUs[b]));
  for (const row of known) stream.push(row, startUs[row], endUs[row], windows.seen[row]);
  stream.passed(Infinity);
  return faults;
}

const markOf: Readonly<Record<Finding, number>> = {
  'true-accept': outcomes.right,
  'true-reject': outcomes.right,
  'false-accept': outcomes.wrong,
  'false-reject': outcomes.wrong,
  'near-edge': outcomes.nearEdge,
  undecidable: outcomes.undecidable,
};

/** Answers that have no explanation together although none of them is provably wrong. */
function unexplained(desk: Desk, key: KeyRows, placed: number, budget: Budget): Fault | null {
  const { accepts, acceptsUntilUs } = desk.course;
  const untilUs = placed < accepts.length ? acceptsUntilUs[placed + 1] : Infinity;
  const rows = coreUntil(key, untilUs, budget) ?? coreUntil(key, Infinity, budget);
  if (rows === null) return null;
  const marginUs = marginOf(key, rows, budget);
  const isNearEdge = marginUs < desk.minMarginUs;
  return { kind: 'no-explanation', rows, marginUs, isNearEdge, idleSinceUs: NaN };
}
