import type { Assumptions } from '../../../models/assumptions.js';
import type { Sighting } from '../search.js';
import { waitOf } from './durations.js';
import { costOfAll, hasRoomInWindow, type Asked, type MustRules } from './asked.js';
import { acceptsAround, acceptsBefore } from './near.js';

/**
 * Windows that begin with an accept and are not put off. Accepts less than a window apart lie in two
 * windows at most, of which the first holds no more than the limit. After a quiet time a window begins
 * with the next accept, where nobody else acts.
 */
export function windowMust(limit: number, windowUs: number, assumptions: Assumptions): MustRules {
  const wait = waitOf(windowUs, assumptions);
  const afterQuiet = (asked: Asked, accepts: readonly Sighting[]): readonly Sighting[] | null => {
    const { question, nearby, action, cost } = asked;
    const sinceUs = action.endUs - wait.leastUs + 1;
    const around = acceptsAround(nearby, action, sinceUs - wait.mostUs, action.endUs, Infinity);
    const first = around.findIndex(({ startUs }) => startUs >= sinceUs);
    if (first < 0) return null;
    const quietUs = Math.min(around[first].startUs, action.startUs) - wait.mostUs;
    if ((question.pastUntilUs ?? -Infinity) > quietUs) return null;
    if (around.slice(0, first).some(({ endUs }) => endUs > quietUs)) return null;
    return costOfAll(accepts, asked) > limit - cost ? accepts : null;
  };
  return {
    leaveNoRoom(asked) {
      const { question, nearby, action, cost } = asked;
      if (cost > limit) return [];
      const accepts = acceptsBefore(nearby, action, action.endUs - wait.leastUs + 1);
      const sum = costOfAll(accepts, asked);
      if (sum <= limit - cost) return null;
      if (sum - limit > limit - cost) return accepts;
      return question.isAlone ? afterQuiet(asked, accepts) : null;
    },
    leavesRoom: (asked) => hasRoomInWindow(asked, limit, wait.mostUs),
  };
}

/**
 * Windows that every accept puts off. Accepts each less than a window after the one before lie in one
 * window, whatever their order was.
 */
export function refreshedWindowMust(limit: number, windowUs: number, assumptions: Assumptions): MustRules {
  const wait = waitOf(windowUs, assumptions);
  return {
    leaveNoRoom(asked) {
      const { nearby, action, cost, costOf } = asked;
      if (cost > limit) return [];
      const chain: Sighting[] = [];
      let used = 0;
      let byUs = action.endUs;
      const accepts = acceptsBefore(nearby, action, action.endUs - (limit + 1) * wait.leastUs);
      for (const accept of accepts.toReversed()) {
        if (byUs - accept.startUs >= wait.leastUs) break;
        chain.unshift(accept);
        used += costOf(accept);
        if (used > limit - cost) return chain;
        byUs = accept.endUs;
      }
      return null;
    },
    leavesRoom(asked) {
      const { question, nearby, action, cost } = asked;
      if (cost > limit) return false;
      const fits = (one: Sighting): boolean => asked.costOf(one) <= limit;
      let sinceUs = action.startUs;
      for (;;) {
        if ((question.pastUntilUs ?? -Infinity) > sinceUs - wait.mostUs) return false;
        const fromUs = sinceUs - wait.mostUs + 1;
        const accepts = acceptsAround(nearby, action, fromUs, action.endUs, limit + 1, fits).filter(fits);
        if (costOfAll(accepts, asked) > limit - cost) return false;
        const leastUs = accepts.reduce((least, { startUs }) => Math.min(least, startUs), sinceUs);
        if (leastUs === sinceUs) return true;
        sinceUs = leastUs;
      }
    },
  };
}
