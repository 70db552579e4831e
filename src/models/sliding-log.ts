import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a sliding log, as they are stored with a run. */
export interface SlidingLogParameters {
  readonly per: readonly KeyField[];
  /** How many accepts fit into any window. */
  readonly limit: number;
  readonly windowUs: number;
}

/** When the accepts of the last window were, the oldest first, one entry for each unit of cost. */
export type SlidingLogState = readonly number[];

/**
 * At most `limit` accepts in any `windowUs`: the limiter remembers every accept until it is that old.
 * Refused attempts are not remembered.
 * @throws RangeError for an unknown or repeated field, or a number that is no positive integer.
 */
export function slidingLog({ per, limit, windowUs }: SlidingLogParameters): Model<SlidingLogState> {
  const key = checkedFields(per);
  checkedCount(limit, 'the limit of a sliding log');
  checkedUs(windowUs, 'the window of a sliding log');
  return {
    name: 'slidingLog',
    per: key,
    driver: { kind: 'zones', limiter: { kind: 'log', limit, windowUs } },
    parameters: { per: key, limit, windowUs },
    describe: `${limit} in any ${durationText(windowUs)} ${perText(key)}`,
    recoveryUs: windowUs,
    spacingUs: Math.ceil(windowUs / limit),
    init: () => [],
    decide(log, { cost }, atUs) {
      const recent = log.filter((acceptedAtUs) => atUs - acceptedAtUs < windowUs);
      return recent.length + cost <= limit
        ? { accepts: true, next: [...recent, ...Array.from({ length: cost }, () => atUs)] }
        : { accepts: false, next: recent };
    },
  };
}
