import type { Assumptions } from '../../../models/assumptions.js';
import { creditOf, partOf, type Span } from './durations.js';

/** A token bucket with its durations after every allowance. */
export interface BucketLengths {
  readonly capacity: number;
  /** In what time a token comes back. */
  readonly token: Span;
  /** One microsecond where the boundary is exclusive. */
  readonly late: number;
  /** By how much the bucket may fall short of full for an attempt of that cost. */
  readonly creditFor: (cost: number) => Span;
  /** How long an empty bucket takes to be full, at most. */
  readonly capUs: number;
}

/** Attempts mostly cost little: what those wait for is not worked out again and again. */
const costsMost = 64;

/** The durations of a bucket; everything that looks at buckets counts with these. */
export function bucketLengths(
  capacity: number,
  refillEveryUs: number,
  assumptions: Assumptions,
): BucketLengths {
  const token = partOf(refillEveryUs, assumptions);
  const creditOfCost = (cost: number): Span => creditOf((capacity - cost) * refillEveryUs, assumptions);
  const credits = Array.from({ length: Math.min(capacity, costsMost) + 1 }, (_, cost) => creditOfCost(cost));
  return {
    capacity,
    token,
    late: assumptions.boundary === 'exclusive' ? 1 : 0,
    creditFor: (cost) => credits[cost] ?? creditOfCost(cost),
    capUs: creditOfCost(1).mostUs + token.mostUs,
  };
}
