import type { BucketLengths } from './bucket-lengths.js';
import { gateOf, reachOf, settle, type Board } from './board.js';
import { assign, copyZone, dropZone, pointZone, raise, tighten } from './dbm.js';
import type { Node } from './node.js';
import { variables, type Clock, type ZoneRules } from './rules.js';

const full = variables.memory;

/**
 * A token bucket in zones. What it remembers is when it will be full again: the theoretical arrival
 * time of the generic cell rate algorithm. An accept comes when the bucket is full (idle) or not.
 * With an exclusive boundary a token can be taken one microsecond after it came back; those a full
 * bucket held are there at once. So the mode is how much was taken since the bucket was full, as far
 * as `capacity`; with an inclusive boundary the arithmetic alone says the same.
 */
export function bucketRules(bucket: BucketLengths, refillEveryUs: number): ZoneRules {
  const { capacity, late, capUs, creditFor } = bucket;
  return {
    forgetsAfterUs: capUs + late,
    mostCost: capacity,
    isMonotone: true,
    memoryOf: () => 1,
    begin: (board) => begin(bucket, board),
    accept: (board, node, startUs, endUs, cost) => accept(bucket, board, node, startUs, endUs, cost),
    acceptUnseen: () => undefined,
    sourceOf: (_board, mode, cost) => (late === 0 || mode + cost > capacity ? full : -1),
    offsetOf: (_board, cost) => late - creditFor(cost).leastUs,
    finish: () => undefined,
    clock: () => bucketClock(capacity, refillEveryUs, late),
  };
}

const modeAfter = ({ capacity, late }: BucketLengths, mode: number, cost: number): number =>
  late === 0 ? 0 : Math.min(capacity, mode + cost);

function accept(
  bucket: BucketLengths,
  board: Board,
  node: Node,
  startUs: number,
  endUs: number,
  cost: number,
): void {
  const { capacity, token, late, creditFor } = bucket;
  const { zones } = board;
  const at = copyZone(zones, node.at);
  raise(zones, at, variables.now);
  const waits = late === 0 || node.mode + cost > capacity;
  const fits =
    tighten(zones, at, variables.now, 0, endUs) &&
    tighten(zones, at, 0, variables.now, -startUs) &&
    (!waits || tighten(zones, at, full, variables.now, creditFor(cost).mostUs - late));
  if (!fits) return dropZone(zones, at);
  const idle = copyZone(zones, at);
  if (tighten(zones, idle, full, variables.now, -late)) {
    assign(zones, idle, full, variables.now, cost * token.leastUs, cost * token.mostUs);
    settle(board, idle, modeAfter(bucket, 0, cost));
  } else dropZone(zones, idle);
  if (!tighten(zones, at, variables.now, full, late - 1)) return dropZone(zones, at);
  assign(zones, at, full, full, cost * token.leastUs, cost * token.mostUs);
  settle(board, at, modeAfter(bucket, node.mode, cost));
}

function begin(bucket: BucketLengths, board: Board): void {
  const { capacity, late } = bucket;
  beginWith(bucket, board, 0);
  if (board.pastUntilUs === null || late === 0) return;
  for (let mode = Math.max(1, capacity - reachOf(board)); mode <= capacity; mode++)
    beginWith(bucket, board, mode);
}

function beginWith(
  { capacity, token, late, capUs, creditFor }: BucketLengths,
  board: Board,
  mode: number,
): void {
  const { zones, neverUs, course, pastUntilUs } = board;
  const at = pointZone(zones, neverUs);
  const taken = late === 0 ? capacity : mode;
  if (pastUntilUs !== null && taken > 0) {
    const mostUs = taken === capacity ? capUs : taken * token.mostUs;
    assign(zones, at, full, 0, neverUs, pastUntilUs + mostUs);
    course.refused.forEach(({ cost }, index) => {
      const untilUs = late - creditFor(cost).leastUs;
      if (taken + cost > capacity) assign(zones, at, gateOf(board, index), full, untilUs, untilUs);
    });
  }
  board.found.push({ at, mode });
}

function bucketClock(capacity: number, refillEveryUs: number, late: number): Clock {
  let fullAtUs = -Infinity;
  let taken = 0;
  const refusesUntilUs = (cost: number): number =>
    taken + cost > capacity ? fullAtUs - (capacity - cost) * refillEveryUs + late : -Infinity;
  return {
    isReversible: true,
    reset() {
      fullAtUs = -Infinity;
      taken = 0;
    },
    earliestUs: refusesUntilUs,
    accept(atUs, cost) {
      const isFull = atUs >= fullAtUs + late;
      taken = (isFull ? 0 : taken) + cost;
      fullAtUs = (isFull ? atUs : fullAtUs) + cost * refillEveryUs;
    },
    refusesUntilUs,
  };
}
