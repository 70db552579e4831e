import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a capacity, as they are stored with a run. */
export interface CapacityParameters {
  readonly per: readonly KeyField[];
  /** How many are accepted, ever. */
  readonly limit: number;
}

/** How many have been accepted. */
export type CapacityState = number;

/**
 * The first `limit` are accepted, whoever comes; nothing is ever given back. Seats, tickets, stock.
 * @throws RangeError for an unknown or repeated field, or a limit that is no positive integer.
 */
export function capacity({ per, limit }: CapacityParameters): Model<CapacityState> {
  const key = checkedFields(per);
  checkedCount(limit, 'a capacity');
  return {
    name: 'capacity',
    per: key,
    driver: { kind: 'closed-form', limit },
    parameters: { per: key, limit },
    describe: `the first ${limit} ${perText(key)}`,
    recoveryUs: Infinity,
    spacingUs: 1,
    init: () => 0,
    decide: (taken) => (taken < limit ? { accepts: true, next: taken + 1 } : { accepts: false, next: taken }),
  };
}
