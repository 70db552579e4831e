import {
  addToCourse,
  clearCourse,
  courseOf,
  positionOf,
  readyCourse,
  type Course,
  type Rules,
} from './course.js';
import { coreOfReject, coreUntil, marginOf } from './core.js';
import { flipAccept, flipReject } from './flips.js';
import { explain, progressOf, type Explanation, type Progress } from './forward.js';
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

const unexplainedMost = 32;

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
  return {
    judge(rows) {
      const desk: Desk = { rules, windows, outcome, rows, course, progress, minMarginUs };
      const startUs = spread(desk);
      const steps = { left: 1_000_000 + 200 * rows.length };
      const explanation = explain(course, progress, steps);
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
}

/** Fills the course with the rows of the key; returns when an accept from before was at the latest. */
function spread({ rules, windows, rows, course }: Desk): number {
  const { startUs, endUs } = windows;
  let firstUs = Infinity;
  clearCourse(course, -Infinity);
  for (const row of rows) {
    const kind = windows.seen[row];
    if (kind === seen.absent) continue;
    if (startUs[row] < firstUs) firstUs = startUs[row];
    addToCourse(course, kind, startUs[row], endUs[row], row);
  }
  if (rules.initial === 'unknown' && firstUs !== Infinity) course.startUs = firstUs;
  readyCourse(course);
  return course.startUs;
}

/** Marks each answer of a key that has an explanation: right if its opposite would have none. */
function flipAll({ course, progress, outcome, rows }: Desk): void {
  const { accepts, rejects } = course;
  const budget = { left: 200_000 + 50 * rows.length };
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
  const faults = streamed(desk).map((finding) => faultOf(key, finding));
  const notes: string[] = [];
  let explanation = faults.length === 0 ? first : again(desk, faults);
  for (let count = 0; explanation.history === 'invalid'; count++) {
    const fault = count < unexplainedMost ? unexplained(desk, key, explanation.placed) : null;
    if (fault === null) break;
    faults.push(fault);
    explanation = again(desk, [fault]);
  }
  if (explanation.history === 'valid') flipAll(desk);
  else if (explanation.history === 'unknown') notes.push('the search for an explanation gave up');
  else notes.push('more is wrong than was searched for');
  rows.forEach((row, index) => (windows.seen[row] = answers[index]));
  const found = faults.length > 0 || explanation.history === 'invalid';
  return { history: found ? 'invalid' : explanation.history, faults, notes };
}

/** Takes the blamed for unknown and looks again for an explanation of the rest. */
function again(desk: Desk, faults: readonly Fault[]): Explanation {
  for (const { rows } of faults) desk.windows.seen[rows[rows.length - 1]] = seen.unknown;
  spread(desk);
  return explain(desk.course, desk.progress, { left: 1_000_000 + 200 * desk.rows.length });
}

/** What pairs of windows say, in order of settling. Marks every answer; returns what is wrong. */
function streamed({ rules, windows, rows, outcome, minMarginUs }: Desk): readonly Finding[] {
  const { startUs, endUs } = windows;
  const wrong: Finding[] = [];
  const stream = keyStream(rules, minMarginUs, (finding) => {
    outcome[finding.id] = markOf[finding.kind];
    if (finding.against >= 0 || !Number.isNaN(finding.idleSinceUs)) wrong.push(finding);
  });
  const known = rows.filter((row) => windows.seen[row] !== seen.absent);
  known.sort((a, b) => (endUs[a] === endUs[b] ? a - b : endUs[a] - endUs[b]));
  for (const row of known) stream.push(row, startUs[row], endUs[row], windows.seen[row]);
  stream.passed(Infinity);
  return wrong;
}

const markOf: Readonly<Record<Finding['kind'], number>> = {
  'true-accept': outcomes.right,
  'true-reject': outcomes.right,
  'false-accept': outcomes.wrong,
  'false-reject': outcomes.wrong,
  'near-edge': outcomes.nearEdge,
  undecidable: outcomes.undecidable,
};

function faultOf(key: KeyRows, finding: Finding): Fault {
  const { id, against, marginUs, idleSinceUs } = finding;
  const isNearEdge = finding.kind === 'near-edge';
  if (against >= 0) return { kind: 'false-accept', rows: [against, id], marginUs, isNearEdge, idleSinceUs };
  return { kind: 'false-reject', rows: coreOfReject(key, id), marginUs, isNearEdge, idleSinceUs };
}

/** Answers that have no explanation together although none of them is provably wrong. */
function unexplained(desk: Desk, key: KeyRows, placed: number): Fault | null {
  const { accepts, acceptsUntilUs } = desk.course;
  const untilUs = placed < accepts.length ? acceptsUntilUs[placed + 1] : Infinity;
  const rows = coreUntil(key, untilUs) ?? coreUntil(key, Infinity);
  if (rows === null) return null;
  const marginUs = marginOf(key, rows);
  const isNearEdge = marginUs < desk.minMarginUs;
  return { kind: 'no-explanation', rows, marginUs, isNearEdge, idleSinceUs: NaN };
}
