import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a concurrency limit, as they are stored with a run. */
export interface ConcurrencyParameters {
  readonly per: readonly KeyField[];
  /** How many slots there are. */
  readonly limit: number;
}

/** Who holds a slot, sorted; somebody with several stands there as often. */
export type ConcurrencyState = readonly string[];

/**
 * At most `limit` hold a slot at a time: a semaphore, a room, a pool. The actions are `acquire` (and
 * whatever has no other meaning here) and `release`, which is refused to those who hold nothing.
 * @throws RangeError for an unknown or repeated field, or a limit that is no positive integer.
 */
export function concurrency({ per, limit }: ConcurrencyParameters): Model<ConcurrencyState> {
  const key = checkedFields(per);
  checkedCount(limit, 'a concurrency limit');
  return {
    name: 'concurrency',
    per: key,
    driver: { kind: 'bounded', durationsUs: [], stretched: () => concurrency({ per, limit }) },
    parameters: { per: key, limit },
    describe: `${limit} at a time ${perText(key)}`,
    recoveryUs: Infinity,
    spacingUs: 1,
    init: () => [],
    decide(holders, { user, action }) {
      if (action === 'release') {
        const at = holders.indexOf(user);
        return { accepts: at >= 0, next: at < 0 ? holders : holders.filter((_, index) => index !== at) };
      }
      if (holders.length >= limit) return { accepts: false, next: holders };
      return { accepts: true, next: [...holders, user].sort() };
    },
  };
}
