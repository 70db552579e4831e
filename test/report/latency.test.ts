import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyRecorder, noLatency } from '../../src/report/latency.js';
import { runs } from './seed.js';

/** From a microsecond to a day: every size that a run can see. */
const duration = fc.oneof(fc.nat(2000), fc.nat(5_000_000), fc.integer({ min: 0, max: 86_400_000_000 }));

/** The least value that `percent` of all values do not exceed, from a sorted list: the definition. */
function nearestRank(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

describe('latencyRecorder', () => {
  it('agrees with a sorted list: extremes and mean exactly, percentiles to 3 significant digits', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 400 }), (values) => {
        const recorder = latencyRecorder();
        for (const value of values) recorder.record(value);
        const summary = recorder.summary();
        const sorted = values.toSorted((a, b) => a - b);
        expect(summary.count).toBe(values.length);
        expect(summary.minUs).toBe(sorted[0]);
        expect(summary.maxUs).toBe(sorted.at(-1));
        expect(summary.meanUs).toBe(
          Math.round(values.reduce((sum, value) => sum + value, 0) / values.length),
        );
        const percentiles = [
          [50, summary.p50Us],
          [75, summary.p75Us],
          [90, summary.p90Us],
          [95, summary.p95Us],
          [99, summary.p99Us],
          [99.9, summary.p999Us],
        ] as const;
        for (const [percent, value] of percentiles) {
          const exact = nearestRank(sorted, percent);
          expect(value).toBeGreaterThanOrEqual(exact);
          expect(value).toBeLessThanOrEqual(Math.max(exact + 1, exact * 1.001));
          expect(Number.isSafeInteger(value)).toBe(true);
        }
        recorder.destroy();
      }),
      runs(300),
    );
  });

  it('never answers a percentile outside of what was recorded, nor out of order', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 50 }), (values) => {
        const recorder = latencyRecorder();
        for (const value of values) recorder.record(value);
        const { minUs, p50Us, p75Us, p90Us, p95Us, p99Us, p999Us, maxUs } = recorder.summary();
        const line = [minUs, p50Us, p75Us, p90Us, p95Us, p99Us, p999Us, maxUs];
        expect(line).toEqual(line.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
      }),
      runs(200),
    );
  });

  it('has nothing to say when nothing was recorded', () => {
    expect(latencyRecorder().summary()).toEqual(noLatency);
  });

  it('forgets', () => {
    const recorder = latencyRecorder();
    recorder.record(5_000_000);
    recorder.reset();
    expect(recorder.summary()).toEqual(noLatency);
    recorder.record(7);
    expect(recorder.summary()).toMatchObject({ count: 1, minUs: 7, p50Us: 7, maxUs: 7 });
  });

  it.each([-1, -0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s', (value) => {
    const recorder = latencyRecorder();
    expect(() => recorder.record(value)).toThrow(RangeError);
    expect(recorder.count).toBe(0);
  });
});
