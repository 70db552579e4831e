import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a token bucket, as they are stored with a run. */
export interface TokenBucketParameters {
  readonly per: readonly KeyField[];
  /** How many tokens a full bucket holds: the greatest burst. */
  readonly capacity: number;
  /** The time in which one token comes back, in whole microseconds. */
  readonly refillEveryUs: number;
}

/** When the bucket will be full again; `null`: it is. */
export type TokenBucketState = number | null;

/**
 * A bucket that refills evenly; an attempt takes `cost` tokens or is refused and takes none. The same
 * thing as the generic cell rate algorithm (ITU-T I.371), whose virtual scheduling form this is: one
 * number, the theoretical arrival time.
 * @throws RangeError for an unknown or repeated field, or a number that is no positive integer.
 */
export function tokenBucket({
  per,
  capacity,
  refillEveryUs,
}: TokenBucketParameters): Model<TokenBucketState> {
  const key = checkedFields(per);
  checkedCount(capacity, 'the capacity of a token bucket');
  checkedUs(refillEveryUs, 'the refill of a token');
  return {
    name: 'tokenBucket',
    per: key,
    driver: { kind: 'zones', limiter: { kind: 'bucket', capacity, refillEveryUs } },
    parameters: { per: key, capacity, refillEveryUs },
    describe: `a bucket of ${capacity} tokens, one more every ${durationText(refillEveryUs)}, ${perText(key)}`,
    recoveryUs: capacity * refillEveryUs,
    spacingUs: refillEveryUs,
    init: () => null,
    decide(fullAtUs, { cost }, atUs) {
      const fromUs = fullAtUs === null ? atUs : Math.max(fullAtUs, atUs);
      const next = fromUs + cost * refillEveryUs;
      return next - atUs <= capacity * refillEveryUs
        ? { accepts: true, next }
        : { accepts: false, next: fullAtUs };
    },
  };
}
