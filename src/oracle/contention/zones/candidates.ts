import { firstAtLeast } from '../sorted.js';
import type { Board } from './board.js';
import type { Line } from './course.js';
import { leastOf } from './dbm.js';
import type { Node } from './node.js';
import { variables } from './rules.js';

/** An action that may come next, and the latest instant at which it, and not another, is the one. */
export interface Candidate {
  readonly index: number;
  readonly firstUs: number;
  lastUs: number;
}

/**
 * The accepts that may come next. Of those of one cost that could be decided at an instant, the one
 * whose window ends first is: were another one taken, the two could change places. So each has a
 * part of time of its own. None can come after another one's end.
 */
export function nextAccepts({ course }: Board, node: Node): readonly Candidate[] {
  const { accepts, costs } = course;
  const byUs = dueUs(course.suffixEndUs, accepts, node);
  if (costs.length === 1 && node.skipped.length === 0 && isNextAlone(accepts, node.next, byUs))
    return [{ index: node.next, firstUs: accepts.startUs[node.next], lastUs: byUs }];
  return costs.flatMap((cost) => {
    const found: Candidate[] = [];
    for (const index of node.skipped) offer(found, accepts, index, cost, byUs);
    for (let index = node.next; index < accepts.length && accepts.startUs[index] <= byUs; index++)
      offer(found, accepts, index, cost, byUs);
    return found;
  });
}

/** Until when the next accept must have come. */
export function dueUs(suffixEndUs: Float64Array, accepts: Line, { next, skipped }: Node): number {
  let byUs = suffixEndUs[next];
  for (const index of skipped) byUs = Math.min(byUs, accepts.endUs[index]);
  return byUs;
}

function isNextAlone({ length, startUs, endUs }: Line, next: number, byUs: number): boolean {
  return endUs[next] === byUs || next + 1 >= length || startUs[next + 1] > byUs;
}

function offer(found: Candidate[], line: Line, index: number, cost: number, byUs: number): void {
  if (line.cost[index] !== cost) return;
  const firstUs = line.startUs[index];
  const last = found.at(-1);
  if (last !== undefined) {
    if (line.endUs[index] >= line.endUs[last.index]) return;
    last.lastUs = Math.min(last.lastUs, firstUs - 1);
    if (firstUs === last.firstUs) found.pop();
  }
  found.push({ index, firstUs, lastUs: Math.min(byUs, line.endUs[index]) });
}

/**
 * The unknown actions that may be accepted next, no later than `byUs`. Again the one that is over first
 * goes first, and an accept of the same cost that ends no later goes before it; but as an unknown
 * action may never have run, it leaves the time after its window to the others.
 */
export function nextUnknowns(board: Board, node: Node, byUs: number): readonly Candidate[] {
  const { course, zones } = board;
  const { unknowns, prefixEndUs, costs } = course;
  const nowUs = leastOf(zones, node.at, variables.now);
  const alive: number[] = [];
  for (let index = firstAlive(prefixEndUs, nowUs); index < unknowns.length; index++) {
    if (unknowns.startUs[index] > byUs) break;
    if (unknowns.endUs[index] >= nowUs && !node.used.includes(index)) alive.push(index);
  }
  if (alive.length === 0) return [];
  alive.sort((a, b) =>
    unknowns.endUs[a] === unknowns.endUs[b] ? a - b : unknowns.endUs[a] - unknowns.endUs[b],
  );
  return costs.flatMap((cost) => {
    const covered: Stretch[] = [];
    return alive
      .filter((index) => unknowns.cost[index] === cost)
      .flatMap((index) => {
        const firstUs = Math.max(nowUs, unknowns.startUs[index]);
        const lastUs = Math.min(byUs, unknowns.endUs[index], beforeAccepts(board, node, index));
        const parts = outside(covered, { firstUs, lastUs });
        covered.push({ firstUs: unknowns.startUs[index], lastUs: unknowns.endUs[index] });
        return parts.map((part) => ({ index, ...part }));
      });
  });
}

function firstAlive(prefixEndUs: Float64Array, nowUs: number): number {
  return firstAtLeast(prefixEndUs, prefixEndUs.length, nowUs);
}

interface Stretch {
  readonly firstUs: number;
  readonly lastUs: number;
}

/** What is left of a stretch of time without others. */
function outside(covered: readonly Stretch[], whole: Stretch): readonly Stretch[] {
  let parts: readonly Stretch[] = whole.firstUs <= whole.lastUs ? [whole] : [];
  for (const { firstUs, lastUs } of covered)
    parts = parts.flatMap((part) => {
      if (lastUs < part.firstUs || firstUs > part.lastUs) return [part];
      const left = { firstUs: part.firstUs, lastUs: firstUs - 1 };
      const right = { firstUs: lastUs + 1, lastUs: part.lastUs };
      return [left, right].filter((one) => one.firstUs <= one.lastUs);
    });
  return parts;
}

function beforeAccepts({ course }: Board, node: Node, unknown: number): number {
  const { accepts, unknowns } = course;
  const endUs = unknowns.endUs[unknown];
  const goesFirst = (index: number): boolean =>
    accepts.endUs[index] <= endUs && accepts.cost[index] === unknowns.cost[unknown];
  let lastUs = Infinity;
  for (const index of node.skipped)
    if (goesFirst(index)) lastUs = Math.min(lastUs, accepts.startUs[index] - 1);
  const isBefore = (index: number): boolean => index < accepts.length && accepts.startUs[index] <= lastUs;
  for (let index = node.next; isBefore(index); index++)
    if (goesFirst(index)) return Math.min(lastUs, accepts.startUs[index] - 1);
  return lastUs;
}
