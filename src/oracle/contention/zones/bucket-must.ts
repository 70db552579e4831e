import type { Assumptions } from '../../../models/assumptions.js';
import type { Sighting } from '../search.js';
import { creditOf, partOf } from './durations.js';
import type { MustRules } from './asked.js';
import { acceptsAround, acceptsBefore } from './near.js';

/**
 * Folds of the time at which the bucket is full again. Its least value takes every accept that was
 * certainly before as early as can be, in order of start; its greatest takes all that may have been as
 * late as can be, in order of end. Maximum and addition only grow with what goes in, and other orders
 * lie between the two.
 */
export function bucketMust(capacity: number, refillEveryUs: number, assumptions: Assumptions): MustRules {
  const token = partOf(refillEveryUs, assumptions);
  const late = assumptions.boundary === 'exclusive' ? 1 : 0;
  const creditFor = (cost: number) => creditOf((capacity - cost) * refillEveryUs, assumptions);
  const capUs = creditFor(1).mostUs + token.mostUs + late;
  return {
    leaveNoRoom({ nearby, action, cost, costOf }) {
      if (cost > capacity) return [];
      const accepts = acceptsBefore(nearby, action, action.startUs - 2 * capUs);
      let fullAtUs = -Infinity;
      let since = 0;
      accepts.forEach((accept, index) => {
        if (accept.startUs >= fullAtUs) since = index;
        fullAtUs = Math.max(fullAtUs, accept.startUs) + costOf(accept) * token.leastUs;
      });
      if (action.endUs >= fullAtUs - creditFor(cost).mostUs + late) return null;
      return accepts.slice(since);
    },
    leavesRoom({ question, nearby, action, cost, costOf }) {
      if (cost > capacity) return false;
      const sinceUs = action.startUs - 2 * capUs;
      const endIn = ({ endUs }: Sighting): number => Math.min(endUs, action.endUs);
      const accepts = acceptsAround(nearby, action, sinceUs, action.endUs, capacity + 1);
      let fullAtUs = Math.max(sinceUs, question.pastUntilUs ?? -Infinity) + capUs;
      for (const accept of [...accepts].sort((a, b) => endIn(a) - endIn(b)))
        if (costOf(accept) <= capacity)
          fullAtUs = Math.max(fullAtUs, endIn(accept)) + costOf(accept) * token.mostUs;
      return action.startUs >= fullAtUs - creditFor(cost).leastUs + late;
    },
  };
}
