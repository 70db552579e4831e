import type { Assumptions } from '../../../models/assumptions.js';
import { gateOf, settle } from './board.js';
import { assign, copyZone, dropZone, pointZone, raise, tighten } from './dbm.js';
import { waitOf } from './durations.js';
import { variables, type Clock, type ZoneRules } from './rules.js';

const newest = variables.memory;

/**
 * A sliding log in zones. What it remembers is the instants of the last accepts, the newest first,
 * one for each unit of cost: as many as the limit, or as can be accepted at all.
 */
export function logRules(limit: number, windowUs: number, assumptions: Assumptions): ZoneRules {
  const wait = waitOf(windowUs, assumptions);
  /** The accept that must have left the window for an attempt of that cost; -1: none ever. */
  const oldestFor = (memory: number, cost: number): number =>
    limit - cost < memory ? newest + limit - cost : -1;
  return {
    forgetsAfterUs: wait.mostUs,
    mostCost: limit,
    isMonotone: true,
    memoryOf: (totalCost) => Math.min(limit, totalCost),
    begin(board, pastUntilUs) {
      const { zones, neverUs, memory, course } = board;
      const at = pointZone(zones, neverUs);
      for (let index = 0; pastUntilUs !== null && index < memory; index++) {
        assign(zones, at, newest + index, 0, neverUs, pastUntilUs);
        if (index > 0) tighten(zones, at, newest + index, newest + index - 1, 0);
      }
      if (pastUntilUs !== null) {
        assign(zones, at, variables.now, newest, 0, 0);
        course.refused.forEach(({ cost }, index) =>
          assign(zones, at, gateOf(board, index), oldestFor(memory, cost), wait.mostUs, wait.mostUs),
        );
      }
      board.found.push({ at, mode: 0 });
    },
    accept(board, node, startUs, endUs, cost) {
      const { zones, memory } = board;
      const at = copyZone(zones, node.at);
      raise(zones, at, variables.now);
      const oldest = oldestFor(memory, cost);
      const fits =
        tighten(zones, at, variables.now, 0, endUs) &&
        tighten(zones, at, 0, variables.now, -startUs) &&
        (oldest < 0 || tighten(zones, at, oldest, variables.now, -wait.leastUs));
      if (!fits) return dropZone(zones, at);
      board.cost = cost;
      settle(board, at, 0);
    },
    acceptUnseen: () => undefined,
    sourceOf({ memory, cost }, _mode, gateCost) {
      if (limit - gateCost < cost) return variables.now;
      return limit - gateCost - cost < memory ? newest + limit - gateCost - cost : -1;
    },
    offsetOf: () => wait.mostUs,
    finish({ zones, memory, cost }, at) {
      for (let index = memory - 1; index >= cost; index--)
        assign(zones, at, newest + index, newest + index - cost, 0, 0);
      for (let index = 0; index < Math.min(cost, memory); index++)
        assign(zones, at, newest + index, variables.now, 0, 0);
    },
    clock: () => logClock(limit, assumptions.boundary === 'exclusive' ? windowUs + 1 : windowUs),
  };
}

function logClock(limit: number, waitUs: number): Clock {
  const log = new Float64Array(limit);
  let next = 0;
  /** The unit that must have left the window: the `limit - cost + 1`th newest. */
  const untilUs = (cost: number): number => log[(next + cost - 1) % limit] + waitUs;
  return {
    isReversible: true,
    reset() {
      log.fill(-Infinity);
      next = 0;
    },
    earliestUs: untilUs,
    accept(atUs, cost) {
      for (let unit = 0; unit < cost; unit++) {
        log[next] = atUs;
        next = (next + 1) % limit;
      }
    },
    refusesUntilUs: untilUs,
  };
}
