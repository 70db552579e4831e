import type { Explained } from '../../verdict.js';
import type { Budget } from '../budget.js';
import { boardOf, isExplained, wantedByUs, wantedUntilUs, type Board, type ZonePool } from './board.js';
import { dueUs, nextAccepts, nextUnknowns } from './candidates.js';
import type { Course } from './course.js';
import { dropZone, isWithin, leastOf } from './dbm.js';
import { isPart, isSame, none, withMember, type Node } from './node.js';
import { variables, type ZoneRules } from './rules.js';

/** Where unknown actions are taken for accepted: wherever that can matter, or only where a refusal comes due. */
type Unknowns = 'none' | 'lazy' | 'all';

/**
 * Whether the actions of a course have an explanation, decided by zones: accepts are placed one by one,
 * and what every way to place so many of them leads to is kept as a list of zones, without those that
 * lie in others. Refused actions are never ordered: each only asks that its window meets a time in which
 * the limiter refused. Exact; `unknown` only when the budget is used up.
 */
export function monitored(course: Course, rules: ZoneRules, budget: Budget, pool: ZonePool): Explained {
  const isNeeded = course.unknowns.length > 0 && (course.refused.length > 0 || !rules.isMonotone);
  if (!isNeeded) return searched(boardOf(course, rules, budget, pool), 'none');
  if (!rules.isMonotone) return searched(boardOf(course, rules, budget, pool), 'all');
  const lazily = searched(boardOf(course, rules, budget, pool), 'lazy');
  return lazily === 'invalid' ? searched(boardOf(course, rules, budget, pool), 'all') : lazily;
}

function searched(board: Board | null, unknowns: Unknowns): Explained {
  if (board === null) return 'unknown';
  const { course, rules, budget } = board;
  rules.begin(board);
  let level: Node[] = [];
  for (const { at, mode } of board.found) level.push({ at, mode, next: 0, skipped: none, used: none });
  board.found.length = 0;
  for (let placed = 0; placed <= course.accepts.length; placed++) {
    grow(board, level, unknowns);
    if (budget.left <= 0) return 'unknown';
    if (placed === course.accepts.length) break;
    const after: Node[] = [];
    for (const node of level) placeAccepts(board, node, after);
    for (const { at } of level) dropZone(board.zones, at);
    level = after;
    if (level.length === 0) return budget.left <= 0 ? 'unknown' : 'invalid';
  }
  return level.some(({ at }) => isExplained(board, at)) ? 'valid' : 'invalid';
}

function placeAccepts(board: Board, node: Node, after: Node[]): void {
  const { accepts } = board.course;
  for (const { index, firstUs, lastUs } of nextAccepts(board, node)) {
    if (spent(board)) return;
    board.rules.accept(board, node, firstUs, lastUs, accepts.cost[index]);
    if (board.found.length === 0) continue;
    const isSkipped = index < node.next;
    const next = isSkipped ? node.next : index + 1;
    const skipped = isSkipped ? node.skipped.filter((other) => other !== index) : passing(node, index);
    for (const { at, mode } of board.found)
      keep(board, after, { at, mode, next, skipped, used: stillUsed(board, node.used, at) });
    board.found.length = 0;
  }
}

function passing({ next, skipped }: Node, index: number): readonly number[] {
  if (index === next) return skipped;
  return [...skipped, ...Array.from({ length: index - next }, (_, passed) => next + passed)];
}

/** Those that are over anyway do not tell nodes apart. */
function stillUsed({ course, zones }: Board, used: readonly number[], at: number): readonly number[] {
  if (used.length === 0) return used;
  const nowUs = leastOf(zones, at, variables.now);
  return used.filter((index) => course.unknowns.endUs[index] >= nowUs);
}

/** Adds what comes of taking unknown actions, or ones nobody saw, for accepted before the next accept. */
function grow(board: Board, level: Node[], unknowns: Unknowns): void {
  const { course, rules } = board;
  const hasUnseen = !course.isAlone && !rules.isMonotone;
  if (unknowns === 'none' && !hasUnseen) return;
  const waiting = [...level];
  for (let at = 0; at < waiting.length && board.budget.left > 0; at++) {
    const node = waiting[at];
    if (!level.includes(node)) continue;
    const byUs = dueUs(course.suffixEndUs, course.accepts, node);
    if (hasUnseen) growUnseen(board, level, waiting, node, byUs);
    if (
      unknowns === 'none' ||
      (unknowns === 'lazy' && wantedByUs(board, node.at) >= lastStartUs(board, node))
    )
      continue;
    growUnknown(board, level, waiting, node, byUs);
  }
}

function growUnknown(board: Board, level: Node[], waiting: Node[], node: Node, byUs: number): void {
  const { course, rules } = board;
  const untilUs = rules.isMonotone ? Math.min(byUs, wantedUntilUs(board, node.at)) : byUs;
  for (const { index, firstUs, lastUs } of nextUnknowns(board, node, untilUs)) {
    if (spent(board)) return;
    rules.accept(board, node, firstUs, lastUs, course.unknowns.cost[index]);
    const used = withMember(node.used, index);
    for (const { at, mode } of board.found)
      keepGrown(board, level, waiting, { ...node, at, mode, used: stillUsed(board, used, at) });
    board.found.length = 0;
  }
}

function growUnseen(board: Board, level: Node[], waiting: Node[], node: Node, byUs: number): void {
  if (spent(board)) return;
  board.rules.acceptUnseen(board, node, byUs);
  for (const { at, mode } of board.found) keepGrown(board, level, waiting, { ...node, at, mode });
  board.found.length = 0;
}

function keepGrown(board: Board, level: Node[], waiting: Node[], node: Node): void {
  if (keep(board, level, node)) waiting.push(node);
}

/** As long as no refusal comes due before the next accept, an accept nobody saw only takes up room. */
function lastStartUs({ course }: Board, { next, skipped }: Node): number {
  const { accepts } = course;
  if (next >= accepts.length && skipped.length === 0) return Infinity;
  let latestUs = next < accepts.length ? accepts.endUs[next] : -Infinity;
  for (const index of skipped) latestUs = Math.max(latestUs, accepts.endUs[index]);
  return latestUs;
}

function spent({ budget, price }: Board): boolean {
  budget.left -= price;
  return budget.left <= 0;
}

/** Adds a node to a list unless another one can do all it can; takes out those it outdoes. */
function keep(board: Board, list: Node[], node: Node): boolean {
  const { zones, budget } = board;
  budget.left -= list.length >> 3;
  for (const other of list)
    if (isBetter(board, other, node)) {
      dropZone(zones, node.at);
      return false;
    }
  let kept = 0;
  for (const other of list) {
    if (isBetter(board, node, other)) dropZone(zones, other.at);
    else list[kept++] = other;
  }
  list.length = kept;
  list.push(node);
  return true;
}

function isBetter({ zones, places }: Board, one: Node, other: Node): boolean {
  return (
    one.next === other.next &&
    one.mode === other.mode &&
    isSame(one.skipped, other.skipped) &&
    isPart(one.used, other.used) &&
    isWithin(zones, other.at, one.at, places)
  );
}
