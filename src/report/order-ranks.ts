import type { Percentiles } from './numbers.js';

/** Of so much probability on each side an interval says nothing: 95 % are inside. */
const outside = 0.025;
const negligible = 1e-17;

/** Which of the values in order, counted from 1, surely lie on both sides of a quantile; `null`: too few values. */
export interface Ranks {
  readonly low: number;
  readonly high: number;
}

/**
 * The ranks between which a quantile lies in at least 95 of 100 samples, whatever the distribution: how many of `count`
 * values lie below it is binomial. Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition (2003), 7.1.
 */
export function ranksAround(share: number, count: number): Ranks | null {
  if (count === 0) return null;
  const { first, weights, total } = binomial(share, count);
  let below = 0;
  let low: number | null = null;
  for (const [index, weight] of weights.entries()) {
    below += weight / total;
    low ??= below > outside ? first + index : null;
    if (below >= 1 - outside) {
      const high = first + index + 1;
      return low === null || low < 1 || high > count ? null : { low, high };
    }
  }
  return null;
}

/** The weights of a binomial distribution, as far as they count, from its likeliest value outwards. */
function binomial(share: number, count: number) {
  const mode = Math.min(count, Math.floor((count + 1) * share));
  const odds = share / (1 - share);
  const up: number[] = [];
  for (let k = mode, weight = 1; k < count && weight > negligible; k++)
    up.push((weight *= ((count - k) / (k + 1)) * odds));
  const down: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > negligible; k--)
    down.push((weight *= k / (count - k + 1) / odds));
  const weights = [...down.toReversed(), 1, ...up];
  return { first: mode - down.length, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/**
 * Where a percentile would lie in 95 of 100 samples, as far as a sample of so many tells; `null` where it is too
 * small, or has no curve. Between two points of the curve values are taken to lie evenly.
 */
export function percentileInterval(
  curve: Percentiles,
  count: number,
  percent: number,
): readonly [number, number] | null {
  const ranks = curve.length === 0 ? null : ranksAround(percent / 100, count);
  if (ranks === null) return null;
  return [valueAt(curve, (100 * ranks.low) / count), valueAt(curve, (100 * ranks.high) / count)];
}

function valueAt(curve: Percentiles, percent: number): number {
  const after = curve.findIndex((point) => point.percent >= percent);
  const [left, right] = [curve[Math.max(0, after - 1)], curve[after]];
  if (left === undefined || right === undefined) return curve.at(-1)?.us ?? 0;
  const span = right.percent - left.percent;
  const share = span === 0 ? 1 : (percent - left.percent) / span;
  return Math.round(left.us + (right.us - left.us) * share);
}
