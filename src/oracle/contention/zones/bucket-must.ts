import type { Sighting } from '../search.js';
import type { Asked, MustRules } from './asked.js';
import type { BucketLengths } from './bucket-lengths.js';
import { acceptsAround, acceptsBefore } from './near.js';

/**
 * Folds of the time at which the bucket is full again. Its least value takes every accept that was
 * certainly before as early as can be, in order of start; its greatest takes all that may have been as
 * late as can be, in order of end. Maximum and addition only grow with what goes in, and other orders
 * lie between the two.
 */
export function bucketMust(lengths: BucketLengths): MustRules {
  const { capacity, token, late, creditFor } = lengths;
  const capUs = lengths.capUs + late;
  /** The accepts since the bucket may have been full the last time, if they leave no room. */
  const crowd = ({ nearby, action, cost, costOf }: Asked, sinceUs: number): readonly Sighting[] | null => {
    const accepts = acceptsBefore(nearby, action, sinceUs);
    let fullAtUs = -Infinity;
    let since = 0;
    for (let index = 0; index < accepts.length; index++) {
      const { startUs } = accepts[index];
      if (startUs >= fullAtUs) since = index;
      fullAtUs = Math.max(fullAtUs, startUs) + costOf(accepts[index]) * token.leastUs;
    }
    if (action.endUs >= fullAtUs - creditFor(cost).mostUs + late) return null;
    return since === 0 ? accepts : accepts.slice(since);
  };
  const isSpacious = ({ question, nearby, action, cost, costOf }: Asked, sinceUs: number): boolean => {
    const endIn = ({ endUs }: Sighting): number => Math.min(endUs, action.endUs);
    const fits = (one: Sighting): boolean => costOf(one) <= capacity;
    const accepts = acceptsAround(nearby, action, sinceUs, action.endUs, capacity + 1, fits);
    let fullAtUs = Math.max(sinceUs, question.pastUntilUs ?? -Infinity) + capUs;
    for (const accept of byEnd(accepts, endIn))
      if (fits(accept)) fullAtUs = Math.max(fullAtUs, endIn(accept)) + costOf(accept) * token.mostUs;
    return action.startUs >= fullAtUs - creditFor(cost).leastUs + late;
  };
  return {
    leaveNoRoom(asked) {
      if (asked.cost > capacity) return [];
      const near = crowd(asked, asked.action.startUs - 2 * capUs);
      return near ?? (isShort(asked) ? crowd(asked, -Infinity) : null);
    },
    leavesRoom(asked) {
      if (asked.cost > capacity) return false;
      if (isSpacious(asked, asked.action.startUs - 2 * capUs)) return true;
      return isShort(asked) && isSpacious(asked, -Infinity);
    },
  };
}

/** Of how many actions all are looked at where the nearest do not tell: an emptied bucket is long in filling. */
const shortMost = 64;

const isShort = ({ question }: Asked): boolean => question.actions.length <= shortMost;

/** In order of end, which mostly is the order of start. */
function byEnd(accepts: readonly Sighting[], endOf: (accept: Sighting) => number): readonly Sighting[] {
  for (let index = 1; index < accepts.length; index++)
    if (endOf(accepts[index]) < endOf(accepts[index - 1]))
      return [...accepts].sort((a, b) => endOf(a) - endOf(b));
  return accepts;
}
