import { build, type Histogram, JsHistogram } from 'hdr-histogram-js';
import { curveOf } from './percentiles.js';
import type { Latency, Percentiles } from './numbers.js';

/** Records durations, in integer microseconds, and sums them up. */
export interface LatencyRecorder {
  /** How many were recorded. */
  readonly count: number;
  /** Throws RangeError on anything but an integer of at least 0. */
  record(us: number): void;
  /** Percentiles are exact to 3 significant digits; count, least, greatest and mean are exact. */
  summary(): Latency;
  /** The value that so many percent of those recorded do not exceed; 0 where nothing was recorded. */
  valueAt(percent: number): number;
  /** The whole distribution; the same percentiles as `summary`. Empty where nothing was recorded. */
  curve(): Percentiles;
  /** Forgets everything recorded. */
  reset(): void;
  /** Lets go of the memory; the recorder is not used again. */
  destroy(): void;
}

/** What a series looks like in which nothing was recorded. */
export const noLatency: Latency = {
  count: 0,
  minUs: null,
  meanUs: null,
  p50Us: null,
  p75Us: null,
  p90Us: null,
  p95Us: null,
  p99Us: null,
  p999Us: null,
  maxUs: null,
};

/** Durations below this are counted one by one: nearly all that there are. */
const shortUs = 2 ** 16;

/**
 * A High Dynamic Range histogram (Gil Tene) with 3 significant digits that grows by itself, from 1 us
 * to days. Plain JavaScript: it needs neither a promise to start nor memory freed by hand. Short
 * durations are counted one by one and only put into the histogram when somebody looks: that gives the
 * same histogram at a tenth of the cost. Nothing is corrected for an expected
 * interval: durations that count from the intended time already hold every wait.
 */
export function latencyRecorder(): LatencyRecorder {
  const histogram = build({ bitBucketSize: 32, numberOfSignificantValueDigits: 3, useWebAssembly: false });
  const short = shortDurations();
  let exact = nothing();
  const reset = (): void => {
    histogram.reset();
    short.reset();
    exact = nothing();
  };
  const looked = (): Histogram => {
    short.moveInto((us, count) => histogram.recordValueWithCount(us, count));
    return histogram;
  };
  return {
    get count() {
      return exact.count;
    },
    record(us) {
      if (!Number.isSafeInteger(us) || us < 0) {
        throw new RangeError(`a duration is an integer of at least 0 microseconds, not ${us}`);
      }
      if (us < shortUs) short.count(us);
      else histogram.recordValue(us);
      exact.count++;
      exact.sum += us;
      exact.min = Math.min(exact.min, us);
      exact.max = Math.max(exact.max, us);
    },
    summary: () =>
      exact.count === 0 ? noLatency : latencyOf(exact, (percent) => looked().getValueAtPercentile(percent)),
    valueAt: (percent) => Math.min(exact.max, looked().getValueAtPercentile(percent)),
    curve: () => curveOf(exact, (percents) => valuesAt(looked(), exact.count, percents)),
    reset,
    destroy() {
      reset();
      histogram.destroy();
    },
  };
}

/** What `getValueAtPercentile` says of each of some ascending percents, in one walk instead of one each. */
function valuesAt(histogram: Histogram, total: number, percents: readonly number[]): readonly number[] {
  if (!(histogram instanceof JsHistogram)) return percents.map((at) => histogram.getValueAtPercentile(at));
  let [index, count] = [-1, 0];
  return percents.map((percent) => {
    const rank = Math.ceil((percent * total) / 100);
    while (count < rank && index + 1 < histogram.countsArrayLength)
      count += histogram.getCountAtIndex(++index);
    return histogram.highestEquivalentValue(histogram.valueFromIndex(index));
  });
}

/** How often each short duration came; makes its room when the first one comes. */
function shortDurations() {
  let counts = new Uint32Array(0);
  let most = -1;
  return {
    count(us: number): void {
      if (counts.length === 0) counts = new Uint32Array(shortUs);
      counts[us]++;
      if (us > most) most = us;
    },
    moveInto(record: (us: number, count: number) => void): void {
      for (let us = 0; us < counts.length && us <= most; us++) {
        if (counts[us] === 0) continue;
        record(us, counts[us]);
        counts[us] = 0;
      }
      most = -1;
    },
    reset(): void {
      counts = new Uint32Array(0);
      most = -1;
    },
  };
}

/** What the histogram itself would only know roughly. */
interface Exact {
  count: number;
  sum: number;
  min: number;
  max: number;
}

function nothing(): Exact {
  return { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0 };
}

/**
 * The histogram answers with the upper end of a bucket, which can lie above the greatest value
 * recorded; a p99 above the maximum would only puzzle.
 */
function latencyOf(exact: Exact, valueAt: (percent: number) => number): Latency {
  const at = (percent: number): number => Math.min(exact.max, Math.max(exact.min, valueAt(percent)));
  return {
    count: exact.count,
    minUs: exact.min,
    meanUs: Math.round(exact.sum / exact.count),
    p50Us: at(50),
    p75Us: at(75),
    p90Us: at(90),
    p95Us: at(95),
    p99Us: at(99),
    p999Us: at(99.9),
    maxUs: exact.max,
  };
}
