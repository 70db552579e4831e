import type { Assumptions } from '../../../models/assumptions.js';
import type { ZoneLimiter } from '../../../models/driver.js';
import type { Must } from '../search.js';
import type { Asked, MustRules } from './asked.js';
import { bucketMust } from './bucket-must.js';
import { logMust } from './log-must.js';
import { refreshedWindowMust, windowMust } from './window-must.js';

/** The rules of a limiter. */
export function mustRulesOf(limiter: ZoneLimiter, assumptions: Assumptions): MustRules {
  switch (limiter.kind) {
    case 'bucket':
      return bucketMust(limiter.capacity, limiter.refillEveryUs, assumptions);
    case 'log':
      return logMust(limiter.limit, limiter.windowUs, assumptions);
    case 'window':
      return limiter.refresh === 'never'
        ? windowMust(limiter.limit, limiter.windowUs, assumptions)
        : refreshedWindowMust(limiter.limit, limiter.windowUs, assumptions);
  }
}

/** Accepts that leave no room come before the room that is left: both can only be where no explanation is. */
export function mustOf(rules: MustRules, asked: Asked): Must | null {
  const because = rules.leaveNoRoom(asked);
  if (because !== null) return { answer: 'reject', because: because.map(({ row }) => row) };
  if (asked.question.isAlone && rules.leavesRoom(asked)) return { answer: 'accept', because: [] };
  return null;
}
