import type { Assumptions } from '../../../models/assumptions.js';
import { waitOf } from './durations.js';
import { costOfAll, hasRoomInWindow, type MustRules } from './asked.js';
import { acceptsBefore } from './near.js';

/** Counts what is certainly, and what may be, in the window when an action is decided. */
export function logMust(limit: number, windowUs: number, assumptions: Assumptions): MustRules {
  const wait = waitOf(windowUs, assumptions);
  return {
    leaveNoRoom(asked) {
      if (asked.cost > limit) return [];
      const accepts = acceptsBefore(asked.nearby, asked.action, asked.action.endUs - wait.leastUs + 1);
      return costOfAll(accepts, asked) > limit - asked.cost ? accepts : null;
    },
    leavesRoom: (asked) => hasRoomInWindow(asked, limit, wait.mostUs),
  };
}
