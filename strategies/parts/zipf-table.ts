import { powerOf } from './power.js';

/** The weight of the first resource: a million times it can still be counted exactly. */
export const weightMax = 4_294_967_296;

/**
 * How much all resources up to each one weigh together, where resource `r` weighs
 * `1 / (r + 1) ** exponent`: integers below 2 ** 53. No resource weighs more than the one before it,
 * whatever the rounding, and none weighs nothing.
 */
export function sumsOf(resources: number, exponent: number): Float64Array {
  const sums = new Float64Array(resources);
  let weight = weightMax;
  let sum = 0;
  for (let rank = 1; rank <= resources; rank++) {
    weight = Math.max(1, Math.min(weight, Math.floor(weightMax / powerOf(rank, exponent))));
    sum += weight;
    sums[rank - 1] = sum;
  }
  return sums;
}
