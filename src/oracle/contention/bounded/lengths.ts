import { firstAtLeast } from '../sorted.js';
import type { Pending } from './pending.js';
import type { Traits } from './traits.js';

/** How far apart two instants of a tight chain can be. */
export interface Lengths {
  readonly areAll: boolean;
  /** The instants next to one in a chain, in no order. */
  from(atUs: number): Iterable<number>;
}

/** Sums in all that are laid from one instant. */
const sumsMost = 4000;

/** What `decide` may compare differences of instants with, by what is known of the model. */
export function lengthsOf(
  pending: Pending,
  durationsUs: readonly number[],
  { compares }: Traits,
  pastFromUs: number,
  remembersUs: number,
): Lengths {
  const { answered } = pending;
  if (durationsUs.length === 0 && compares !== 'sums') return { areAll: true, from: () => [] };
  switch (compares) {
    case 'durations': {
      const steps = durationsUs.flatMap((us) => [us, 1 - us]);
      return { areAll: true, from: (atUs) => steps.map((us) => atUs + us) };
    }
    case 'multiples':
      return { areAll: true, from: multiples(pending, durationsUs, pastFromUs) };
    case 'sums': {
      const lastUs = answered.reduce((most, { endUs }) => Math.max(most, endUs), -Infinity);
      const firstUs = Math.min(pastFromUs, earliestOf(pending));
      const { sums, areAll } = sumsUpTo(Math.min(lastUs - firstUs, remembersUs), durationsUs);
      const steps = [...new Set(sums.flatMap((us) => [us, us + 1, -us, 1 - us]))].filter((us) => us !== 0);
      return { areAll, from: (atUs) => steps.map((us) => atUs + us) };
    }
  }
}

/** All sums of durations up to a length, nothing at all among them. */
function sumsUpTo(mostUs: number, durationsUs: readonly number[]) {
  const sums = new Set([0]);
  for (const sum of sums)
    for (const us of durationsUs) {
      if (us < 1 || sum + us > mostUs) continue;
      if (sums.size >= sumsMost) return { sums: [...sums], areAll: false };
      sums.add(sum + us);
    }
  return { sums: [...sums], areAll: true };
}

/** Multiples of each duration, as far as no accept certainly lies between the two instants. */
function multiples(pending: Pending, durationsUs: readonly number[], pastFromUs: number) {
  const { answered, pastUntilUs } = pending;
  const accepts = answered.filter(({ accepts }) => accepts).sort((a, b) => a.endUs - b.endUs);
  const ends = Float64Array.from(accepts, ({ endUs }) => endUs);
  const latestStarts = running(accepts.map(({ startUs }) => startUs));
  const firstUs = earliestOf(pending);
  const lastUs = answered.reduce((most, { endUs }) => Math.max(most, endUs), -Infinity);
  const sinceUs = (atUs: number): number => {
    const before = firstAtLeast(ends, ends.length, atUs);
    if (before > 0) return latestStarts[before - 1];
    return pastUntilUs === null ? firstUs : pastFromUs;
  };
  return function* (atUs: number): Generator<number> {
    const earliestUs = sinceUs(atUs);
    for (const us of durationsUs) {
      for (let earlier = atUs - us + 1; earlier >= earliestUs; earlier -= us) yield earlier;
      for (let later = atUs + us; later <= lastUs && sinceUs(later) <= atUs; later += us) yield later;
    }
  };
}

/** When anything that was sent can have been decided first. */
const earliestOf = ({ answered, bounded, open }: Pending): number =>
  Math.min(...[answered, bounded, open].map((acts) => acts[0]?.startUs ?? Infinity));

function running(values: readonly number[]): readonly number[] {
  let most = -Infinity;
  return values.map((value) => (most = Math.max(most, value)));
}
