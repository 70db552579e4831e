import type { Budget } from '../budget.js';
import { outcomes, type Fault } from '../key-verdict.js';
import { bySettling } from '../order.js';
import type { Question, Search, Sighting } from '../search.js';
import { seen } from '../windows.js';
import { coreOf, isContradicted, isImpossible, latestPart, marginOf, shrunk, type Core } from './evidence.js';
import { exchanged, partAround, relaxed } from './parts.js';

/** One stretch on which something is wrong, while the blame is shared out. */
export interface Case {
  readonly search: Search;
  readonly outcome: Uint8Array;
  readonly minMarginUs: number;
  readonly budget: Budget;
  /** What is still believed: the blamed count as unknown, and rejects that only they explain as well. */
  question: Question;
  readonly faults: Fault[];
}

/** More answers without a culprit than that on one key tell nobody anything new. */
const unexplainedMost = 100;
/** Steps for each answer that is tried to be left out at last: it is no loss when it stays. */
const stepsMostToPolish = 2_000;

/**
 * Shares out the blame on a stretch that has no explanation: first what windows alone prove, then
 * what only has none together. What is blamed counts as unknown from then on, so that the next fault
 * found is another one. Returns whether the rest has an explanation, as far as was searched.
 */
export function blame(stretch: Case): 'valid' | 'invalid' | 'unknown' {
  blameCertain(stretch);
  if (stretch.faults.length >= faultsMost(stretch)) return 'invalid';
  for (let count = 0; count < unexplainedMost; count++) {
    const granted = Math.max(
      0,
      Math.min(stretch.budget.left, 1_000_000 + 50 * stretch.question.actions.length),
    );
    const steps = { left: granted };
    const explained = stretch.search.explain(stretch.question, steps);
    stretch.budget.left -= granted - Math.max(0, steps.left);
    if (explained !== 'invalid') return explained;
    if (!blameTogether(stretch)) return 'invalid';
  }
  return 'invalid';
}

/**
 * How many faults a stretch is searched for: each costs a look at all of it, so that a server that is
 * wrong a thousand times on a key that never forgets would be thought about for hours.
 */
export function faultsMost({ question }: Pick<Case, 'question'>): number {
  return Math.max(20, Math.floor(1_500_000 / question.actions.length));
}

/** What windows alone prove, in order of settling. */
function blameCertain(stretch: Case): void {
  const most = faultsMost(stretch);
  const { actions } = stretch.question;
  const order = actions.flatMap(({ seen: kind }, index) => (kind === seen.unknown ? [] : [index]));
  order.sort((a, b) => bySettling(actions[a], actions[b]));
  for (const index of order) {
    // Once for each accept that is blamed in its place.
    while (isContradicted(stretch.search, stretch.question, index)) {
      if (stretch.faults.length >= most) return;
      if (blameOne(stretch, index) === index) break;
    }
  }
}

/** Blames an answer that the others contradict, or of accepts that cannot all be right the one settled last. */
function blameOne(stretch: Case, index: number): number {
  const { search, question, minMarginUs } = stretch;
  const { actions } = question;
  const part = partAround(question, index);
  const near = isContradicted(search, part.question, part.index) ? part : { question, index };
  const { row } = actions[index];
  if (actions[index].seen === seen.reject) {
    const rows = rowsOfReject(stretch, near.question, row);
    const marginUs = marginOfRows(stretch, near.question, rows);
    const isNearEdge = marginUs < minMarginUs;
    const idleSinceUs = idleSince(question, index);
    const fault = { kind: 'false-reject', rows, marginUs, isNearEdge, idleSinceUs } as const;
    const needsOthers = search.must(near.question, indexOf(near.question, row))?.needsOthers === true;
    settle(
      stretch,
      index,
      needsOthers ? fault : { ...fault, othersMost: othersMost(search, question, index) },
    );
    return index;
  }
  const rows = rowsOfAccept(stretch, near.question, row);
  const marginUs = marginOfRows(stretch, near.question, rows);
  const isNearEdge = marginUs < minMarginUs;
  const blamed = indexOf(question, rows[rows.length - 1]);
  settle(stretch, blamed, { kind: 'false-accept', rows, marginUs, isNearEdge, idleSinceUs: NaN });
  return blamed;
}

/**
 * By how much all windows must widen before the rows prove nothing. What windows alone prove vanishes
 * as soon as their order is no longer certain, so that accepts are asked about by themselves, whatever
 * else may have happened, and other proofs when they seem thin.
 */
function marginOfRows(
  { search, budget, minMarginUs }: Case,
  near: Question,
  rows: readonly number[],
): number {
  const row = rows[rows.length - 1];
  const mostUs = mostMarginUs(search, near);
  const fails = (wide: Question): boolean => isImpossible(search, wide, budget);
  const named = near.actions.filter((action) => rows.includes(action.row));
  if (named.every(({ seen: kind }) => kind === seen.accept)) {
    const alone = { actions: named, pastUntilUs: named[0].startUs, isAlone: false };
    if (fails(alone)) return marginOf(alone, mostUs, fails);
  }
  const marginUs = marginOf(near, mostUs, (wide) => isContradicted(search, wide, indexOf(wide, row)));
  if (marginUs >= minMarginUs) return marginUs;
  const actions = near.actions.map((action) => (rows.includes(action.row) ? action : relaxed(action)));
  return Math.max(marginUs, marginOf({ ...near, actions }, mostUs, fails));
}

/** The accept and those that leave no room for it, as few as still do; the one settled last is the last. */
function rowsOfAccept({ search, budget }: Case, near: Question, row: number): readonly number[] {
  let question = near;
  const must = search.must(near, indexOf(near, row));
  if (must?.needsOthers === true) return rowsOfCore(search, near, row, budget);
  for (const other of must?.because ?? []) {
    const at = indexOf(question, other);
    const less = exchanged(question, at, relaxed(question.actions[at]));
    if (isContradicted(search, less, indexOf(less, row))) question = less;
  }
  const because = search.must(question, indexOf(question, row))?.because ?? [];
  const rows = new Set([...because, row]);
  const group = near.actions.filter((action) => rows.has(action.row));
  return group.sort(bySettling).map((action) => action.row);
}

/** The reject, and before it the other rejects that would have caused it had they been accepted. */
const rowsOfReject = ({ search, budget }: Case, near: Question, row: number): readonly number[] =>
  rowsOfCore(search, near, row, budget);

/**
 * What it takes for one answer to be wrong, with that one last. What settled later is left out where the
 * rest suffices: it may be wrong by itself, and would be shown in the place of what is asked about.
 */
function rowsOfCore(search: Search, near: Question, row: number, budget: Budget): readonly number[] {
  const asked = near.actions[indexOf(near, row)];
  const soFar = settledBy(near, asked);
  const enough = isImpossible(search, soFar, budget) ? soFar : near;
  if (enough === near && !isImpossible(search, near, budget)) return [row];
  const needed = rowsOf(shrunk(search, latestPart(search, enough, budget), budget, row));
  // A part knows nothing of what was before it: with all of it fewer answers may do.
  const actions = enough.actions.map((one) => (needed.includes(one.row) ? one : relaxed(one)));
  const fewest = rowsOf(shrunk(search, { ...enough, actions }, budget, row, stepsMostToPolish));
  return [...fewest.filter((other) => other !== row), row];
}

const rowsOf = ({ question, needed }: Core): readonly number[] =>
  needed.map((index) => question.actions[index].row);

/** What settled later as nobody saw it, as far as it may have come before. */
function settledBy(near: Question, asked: Sighting): Question {
  const early = near.actions.map((one) => (bySettling(one, asked) > 0 ? relaxed(one) : one));
  const answers = early.filter(({ seen: kind }) => kind !== seen.unknown);
  const lastUs = Math.max(...answers.map(({ endUs }) => endUs));
  return { ...near, actions: early.filter(({ startUs }) => startUs <= lastUs) };
}

/** Answers that have no explanation together although windows alone prove none of them wrong. */
function blameTogether(stretch: Case): boolean {
  const { search, question, budget, minMarginUs } = stretch;
  const core = coreOf(search, question, budget);
  if (core === null || core.needed.length === 0) return false;
  const needed = core.needed.map((index) => core.question.actions[index]);
  const rows = needed.map(({ row }) => row);
  const marginUs = marginOf(core.question, mostMarginUs(search, core.question), (wide) =>
    isImpossible(search, wide, budget),
  );
  const isNearEdge = marginUs < minMarginUs;
  const blamed = indexOf(question, rows[rows.length - 1]);
  settle(stretch, blamed, { kind: kindOf(needed), rows, marginUs, isNearEdge, idleSinceUs: NaN });
  return true;
}

/** Of accepts that cannot all be right the one settled last is wrong, and so is an answer that cannot be by itself. */
function kindOf(needed: readonly Sighting[]): Fault['kind'] {
  if (needed.every(({ seen: kind }) => kind === seen.accept)) return 'false-accept';
  return needed.length === 1 ? 'false-reject' : 'no-explanation';
}

/**
 * Writes a fault down. The blamed one is unknown from now on. What a server does to its memory when
 * it goes wrong is anybody's guess: after an accept that should not have been, rejects are held
 * against it only once that accept is forgotten.
 */
function settle(stretch: Case, blamed: number, fault: Fault): void {
  const { search, question, outcome, faults } = stretch;
  const { row, startUs, endUs, seen: kind } = question.actions[blamed];
  faults.push(fault);
  if (fault.kind !== 'no-explanation') outcome[row] = fault.isNearEdge ? outcomes.nearEdge : outcomes.wrong;
  const isTainted = (other: Sighting): boolean =>
    kind === seen.accept &&
    other.seen === seen.reject &&
    other.endUs >= startUs &&
    other.startUs <= endUs + search.forgetsAfterUs;
  const actions = question.actions.map((other, index) =>
    index === blamed || isTainted(other) ? relaxed(other) : other,
  );
  stretch.question = { ...question, actions };
}

const indexOf = ({ actions }: Question, row: number): number => actions.findIndex((one) => one.row === row);

/** Where no widening would do: a whole limit, or where that has no length the time it all took. */
function mostMarginUs({ forgetsAfterUs }: Search, { actions }: Question): number {
  if (Number.isFinite(forgetsAfterUs)) return Math.max(1, forgetsAfterUs);
  const ends = actions.flatMap(({ endUs }) => (endUs === Infinity ? [] : [endUs]));
  return Math.max(1, Math.max(...ends) - actions[0].startUs);
}

/** How many others may have been accepted so shortly before that they could count. */
function othersMost({ forgetsAfterUs }: Search, { actions }: Question, index: number): number {
  const { startUs, endUs } = actions[index];
  const fromUs = startUs - forgetsAfterUs;
  return actions.filter(
    (other, at) =>
      at !== index && other.seen !== seen.reject && other.startUs <= endUs && other.endUs > fromUs,
  ).length;
}

/** When the last action that may have been accepted before was over; `-Infinity`: there was none. */
function idleSince({ actions, pastUntilUs }: Question, index: number): number {
  const { startUs } = actions[index];
  let latestUs = pastUntilUs ?? -Infinity;
  for (const { endUs, seen: kind } of actions)
    if (kind !== seen.reject && endUs < startUs) latestUs = Math.max(latestUs, endUs);
  return latestUs;
}
