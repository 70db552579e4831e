import type { Assumptions } from '../../../models/assumptions.js';
import { gateOf, reachOf, settle, type Board } from './board.js';
import { assign, copyZone, dropZone, pointZone, raise, tighten } from './dbm.js';
import { waitOf, type Span } from './durations.js';
import type { Node } from './node.js';
import { variables, type Clock, type ZoneRules } from './rules.js';

const from = variables.memory;

/**
 * A window that begins with an accept, in zones. What it remembers is when the window began, or was
 * put off last; the mode is how much of it is used. Windows that are never put off are the one limiter
 * here where an accept more can make room for others: it may begin a window early.
 */
export function windowRules(
  limit: number,
  windowUs: number,
  refresh: 'never' | 'accept',
  assumptions: Assumptions,
): ZoneRules {
  const wait = waitOf(windowUs, assumptions);
  const window: Window = { limit, wait, refresh };
  return {
    forgetsAfterUs: wait.mostUs,
    mostCost: limit,
    isMonotone: refresh === 'accept',
    memoryOf: () => 1,
    begin: (board) => begin(window, board),
    accept: (board, node, startUs, endUs, cost) => accept(window, board, node, startUs, endUs, cost),
    acceptUnseen: (board, node, endUs) => acceptUnseen(window, board, node, endUs),
    sourceOf: (_board, mode, gateCost) => (mode + gateCost > limit ? from : -1),
    offsetOf: () => wait.mostUs,
    finish: () => undefined,
    clock: () => windowClock(limit, assumptions.boundary === 'exclusive' ? windowUs + 1 : windowUs, refresh),
  };
}

interface Window {
  readonly limit: number;
  /** How long a window lasts. */
  readonly wait: Span;
  readonly refresh: 'never' | 'accept';
}

function begin({ limit, wait }: Window, board: Board): void {
  const { zones, neverUs, course, pastUntilUs } = board;
  board.found.push({ at: pointZone(zones, neverUs), mode: 0 });
  if (pastUntilUs === null) return;
  for (let used = Math.max(1, limit - reachOf(board)); used <= limit; used++) {
    board.budget.left -= board.price;
    const at = pointZone(zones, neverUs);
    assign(zones, at, from, 0, neverUs, pastUntilUs);
    course.refused.forEach(({ cost }, index) => {
      if (used + cost > limit) assign(zones, at, gateOf(board, index), from, wait.mostUs, wait.mostUs);
    });
    board.found.push({ at, mode: used });
  }
}

function accept(
  window: Window,
  board: Board,
  node: Node,
  startUs: number,
  endUs: number,
  cost: number,
): void {
  const { limit, wait, refresh } = window;
  const { zones } = board;
  const at = copyZone(zones, node.at);
  raise(zones, at, variables.now);
  const fits = tighten(zones, at, variables.now, 0, endUs) && tighten(zones, at, 0, variables.now, -startUs);
  if (!fits) return dropZone(zones, at);
  beginWindow(window, board, copyZone(zones, at), node.mode, cost);
  const isSame =
    node.mode > 0 && node.mode + cost <= limit && tighten(zones, at, variables.now, from, wait.mostUs - 1);
  if (!isSame) return dropZone(zones, at);
  if (refresh === 'accept') assign(zones, at, from, variables.now, 0, 0);
  settle(board, at, node.mode + cost);
}

function acceptUnseen(window: Window, board: Board, node: Node, endUs: number): void {
  const { zones } = board;
  if (window.refresh === 'accept') return;
  const at = copyZone(zones, node.at);
  raise(zones, at, variables.now);
  const fits =
    tighten(zones, at, variables.now, 0, endUs) &&
    tighten(zones, at, 0, variables.now, -board.course.firstUs);
  if (fits) beginWindow(window, board, at, node.mode, 1);
  else dropZone(zones, at);
}

function beginWindow({ wait }: Window, board: Board, at: number, mode: number, cost: number): void {
  const { zones } = board;
  if (mode > 0 && !tighten(zones, at, from, variables.now, -wait.leastUs)) return dropZone(zones, at);
  assign(zones, at, from, variables.now, 0, 0);
  settle(board, at, cost);
}

function windowClock(limit: number, waitUs: number, refresh: 'never' | 'accept'): Clock {
  let fromUs = -Infinity;
  let used = 0;
  const untilUs = (cost: number): number => (used + cost > limit ? fromUs + waitUs : -Infinity);
  return {
    isReversible: false,
    reset() {
      fromUs = -Infinity;
      used = 0;
    },
    earliestUs: untilUs,
    accept(atUs, cost) {
      const isOver = atUs - fromUs >= waitUs;
      used = (isOver ? 0 : used) + cost;
      if (isOver || refresh === 'accept') fromUs = atUs;
    },
    refusesUntilUs: untilUs,
  };
}
