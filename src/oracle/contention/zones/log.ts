import type { Assumptions } from '../../../models/assumptions.js';
import { gateOf, settle, type Board } from './board.js';
import { assign, copyZone, dropZone, pointZone, raise, tighten } from './dbm.js';
import { waitOf, type Span } from './durations.js';
import type { Node } from './node.js';
import { variables, type Clock, type ZoneRules } from './rules.js';

const newest = variables.memory;

/**
 * A sliding log in zones. What it remembers is the instants of the last accepts, the newest first,
 * one for each unit of cost: as many as the limit, or as can be accepted at all.
 */
export function logRules(limit: number, windowUs: number, assumptions: Assumptions): ZoneRules {
  const wait = waitOf(windowUs, assumptions);
  const log: Log = { limit, wait };
  return {
    forgetsAfterUs: wait.mostUs,
    mostCost: limit,
    isMonotone: true,
    memoryOf: (totalCost) => Math.min(limit, totalCost),
    begin: (board) => begin(log, board),
    accept: (board, node, startUs, endUs, cost) => accept(log, board, node, startUs, endUs, cost),
    acceptUnseen: () => undefined,
    sourceOf(board, _mode, gateCost) {
      const length = board.pastUntilUs === null ? limit : board.memory;
      return length - gateCost < board.cost ? variables.now : oldestFor(log, board, gateCost + board.cost);
    },
    offsetOf: () => wait.mostUs,
    finish,
    clock: () => logClock(limit, assumptions.boundary === 'exclusive' ? windowUs + 1 : windowUs),
  };
}

interface Log {
  readonly limit: number;
  /** How long an accept stays in the log. */
  readonly wait: Span;
}

/**
 * The accept that must have left the window for an attempt of that cost; -1: none. Where there is a
 * past, the log is full of it, and the newest of the past that can never come to matter are left out.
 */
function oldestFor({ limit }: Log, { memory, pastUntilUs }: Board, cost: number): number {
  const index = (pastUntilUs === null ? limit : memory) - cost;
  return index < memory ? newest + index : -1;
}

function begin(log: Log, board: Board): void {
  const { zones, neverUs, memory, course, pastUntilUs } = board;
  const { mostUs } = log.wait;
  const at = pointZone(zones, neverUs);
  if (pastUntilUs !== null) {
    for (let index = 0; index < memory; index++) {
      assign(zones, at, newest + index, 0, neverUs, pastUntilUs);
      if (index > 0) tighten(zones, at, newest + index, newest + index - 1, 0);
    }
    assign(zones, at, variables.now, newest, 0, 0);
    course.refused.forEach(({ cost }, index) =>
      assign(zones, at, gateOf(board, index), oldestFor(log, board, cost), mostUs, mostUs),
    );
  }
  board.found.push({ at, mode: 0 });
}

function accept(log: Log, board: Board, node: Node, startUs: number, endUs: number, cost: number): void {
  const { zones } = board;
  const at = copyZone(zones, node.at);
  raise(zones, at, variables.now);
  const oldest = oldestFor(log, board, cost);
  const fits =
    tighten(zones, at, variables.now, 0, endUs) &&
    tighten(zones, at, 0, variables.now, -startUs) &&
    (oldest < 0 || tighten(zones, at, oldest, variables.now, -log.wait.leastUs));
  if (!fits) return dropZone(zones, at);
  board.cost = cost;
  settle(board, at, 0);
}

function finish({ zones, memory, cost }: Board, at: number): void {
  for (let index = memory - 1; index >= cost; index--)
    assign(zones, at, newest + index, newest + index - cost, 0, 0);
  for (let index = 0; index < Math.min(cost, memory); index++)
    assign(zones, at, newest + index, variables.now, 0, 0);
}

function logClock(limit: number, waitUs: number): Clock {
  const log: number[] = [];
  const untilUs = (cost: number): number => {
    const index = log.length + cost - 1 - limit;
    return index < 0 ? -Infinity : log[index] + waitUs;
  };
  return {
    isReversible: true,
    reset() {
      log.length = 0;
    },
    earliestUs: untilUs,
    accept(atUs, cost) {
      for (let unit = 0; unit < cost; unit++) log.push(atUs);
    },
    refusesUntilUs: untilUs,
  };
}
