import { build } from 'hdr-histogram-js';
import type { Latency } from './report.js';

/** Records durations, in integer microseconds, and sums them up. */
export interface LatencyRecorder {
  /** How many were recorded. */
  readonly count: number;
  /** Throws RangeError on anything but an integer of at least 0. */
  record(us: number): void;
  /** Percentiles are exact to 3 significant digits; count, least, greatest and mean are exact. */
  summary(): Latency;
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

/**
 * A High Dynamic Range histogram (Gil Tene) with 3 significant digits that grows by itself, from 1 us
 * to days. Plain JavaScript: it costs some 0.1 us a value more than the library's WebAssembly, and
 * needs neither a promise to start nor memory freed by hand. Nothing is corrected for an expected
 * interval: durations that count from the intended time already hold every wait.
 */
export function latencyRecorder(): LatencyRecorder {
  const histogram = build({ bitBucketSize: 32, numberOfSignificantValueDigits: 3, useWebAssembly: false });
  let exact = nothing();
  const reset = (): void => {
    histogram.reset();
    exact = nothing();
  };
  return {
    get count() {
      return exact.count;
    },
    record(us) {
      if (!Number.isSafeInteger(us) || us < 0) {
        throw new RangeError(`a duration is an integer of at least 0 microseconds, not ${us}`);
      }
      histogram.recordValue(us);
      exact.count++;
      exact.sum += us;
      exact.min = Math.min(exact.min, us);
      exact.max = Math.max(exact.max, us);
    },
    summary: () =>
      exact.count === 0 ? noLatency : latencyOf(exact, (percent) => histogram.getValueAtPercentile(percent)),
    reset,
    destroy() {
      reset();
      histogram.destroy();
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
