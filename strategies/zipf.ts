import type { Random } from '../src/plan/random.js';
import type { Strategy } from '../src/plan/strategy.js';
import { sumsOf, weightMax } from './parts/zipf-table.js';

/** How unequal the resources are. */
export interface ZipfParameters {
  /** 0 makes all alike, 1 is the law of Zipf, 2 leaves little for the others; 1 when absent. */
  readonly exponent?: number | undefined;
}

/** More than this would leave the second resource next to nothing. */
const exponentMax = 10;

/**
 * A few resources that everybody wants and many that hardly anybody does, as with auctions, seats
 * in the first row and posts that go round: resource `r` is drawn with a chance in proportion to
 * `1 / (r + 1) ** exponent` (G. K. Zipf, 1949). Chances are tables of integers, made of products and
 * square roots alone, which every machine rounds alike.
 *
 * @throws RangeError when the exponent is no number from 0 to 10.
 */
export function zipf({ exponent = 1 }: ZipfParameters = {}): Strategy {
  if (!(exponent >= 0 && exponent <= exponentMax)) {
    throw new RangeError(`zipf: exponent must be a number from 0 to ${exponentMax}, not ${exponent}`);
  }
  const name = `zipf/${exponent}`;
  const table = (_random: Random, { resources }: { readonly resources: number }): Float64Array =>
    sumsOf(resources, exponent);
  return {
    name: 'zipf',
    guarantees:
      'Each user draws from a stream of its own; the chance of a resource never rises from r0 to the last, and falls with the given power of its place.',
    resourceOf: ({ random, shared }) => drawn(shared(name, 0, table), random),
  };
}

/** The first resource whose sum is above a number drawn below the whole. */
function drawn(sums: Float64Array, random: Random): number {
  const at = below(sums[sums.length - 1], random);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An integer below one of up to 2 ** 53: one draw has 32 bits, which are too few for the rarest. */
function below(whole: number, random: Random): number {
  const fine = random.below(2_097_152) * weightMax + random.below(weightMax);
  return Math.min(whole - 1, Math.floor((fine / (2_097_152 * weightMax)) * whole));
}
