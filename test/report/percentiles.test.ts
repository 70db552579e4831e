import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latencyRecorder } from '../../src/report/latency.js';
import { runs } from './seed.js';

const durations = fc.array(fc.oneof(fc.nat(3000), fc.nat(10_000_000), fc.nat(2 ** 40)), {
  minLength: 1,
  maxLength: 300,
});

function recorded(values: readonly number[]) {
  const recorder = latencyRecorder();
  for (const value of values) recorder.record(value);
  const [summary, curve] = [recorder.summary(), recorder.curve()];
  recorder.destroy();
  return { summary, curve };
}

describe('percentile curves', () => {
  test('rise from the least to the greatest, in steps that halve what is left', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const { curve } = recorded(values);
        expect(curve.at(0)).toEqual({ percent: 0, us: Math.min(...values) });
        expect(curve.at(-1)).toEqual({ percent: 100, us: Math.max(...values) });
        for (const [index, { percent, us }] of curve.entries()) {
          const before = curve[index - 1];
          if (before === undefined) continue;
          expect(percent).toBeGreaterThan(before.percent);
          expect(us).toBeGreaterThanOrEqual(before.us);
        }
      }),
      runs(300),
    );
  });

  test('say of every percent what a sorted list says, to three digits', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        for (const { percent, us } of recorded(values).curve) {
          const exact = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
          expect(Math.abs(us - exact)).toBeLessThanOrEqual(exact / 1000);
        }
      }),
      runs(300),
    );
  });

  test('agree with the summary where they have the same percent', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const { summary, curve } = recorded(values);
        expect(curve.length > 0).toBe(summary.count > 0);
        for (const { percent, us } of curve) {
          if (percent === 50) expect(us).toBe(summary.p50Us);
          if (percent === 75) expect(us).toBe(summary.p75Us);
          if (percent === 90) expect(us).toBe(summary.p90Us);
          if (percent === 95) expect(us).toBe(summary.p95Us);
        }
      }),
      runs(100),
    );
  });

  test('have the points that HdrHistogram prints, and none without values', () => {
    const percents = recorded(Array.from({ length: 20 }, (_, index) => index)).curve.map(
      ({ percent }) => percent,
    );
    expect(percents).toEqual([
      0, 10, 20, 30, 40, 50, 55, 60, 65, 70, 75, 77.5, 80, 82.5, 85, 87.5, 88.75, 90, 91.25, 92.5, 93.75,
      94.375, 95, 100,
    ]);
    expect(latencyRecorder().curve()).toEqual([]);
  });
});
