import type { Counts, Latency } from '../../report/report.js';
import type { Labels, Sample, Summary } from './families.js';

/** Microseconds as seconds, to the last digit. */
export function secondsOf(us: number): number {
  return us / 1_000_000;
}

/** A series of durations; the sum is the mean, which is rounded to the microsecond, times the count. */
export function summaryOf(latency: Latency): Summary {
  const { count, meanUs } = latency;
  const quantiles = [
    [0, latency.minUs],
    [0.5, latency.p50Us],
    [0.75, latency.p75Us],
    [0.9, latency.p90Us],
    [0.95, latency.p95Us],
    [0.99, latency.p99Us],
    [0.999, latency.p999Us],
    [1, latency.maxUs],
  ] as const;
  return {
    count,
    sum: meanUs === null ? 0 : secondsOf(meanUs * count),
    quantiles: quantiles.flatMap(([quantile, us]) =>
      us === null ? [] : [[quantile, secondsOf(us)] as const],
    ),
  };
}

/** A series by the value of one label. */
export function seriesOf(label: string, series: Readonly<Record<string, Latency>>): readonly Sample[] {
  return Object.entries(series).map(([name, latency]) => ({
    labels: { [label]: name },
    summary: summaryOf(latency),
  }));
}

/** Numbers by the value of one label. */
export function countsBy(label: string, counts: Readonly<Record<string, number>>): readonly Sample[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

/** One number that stands for itself. */
export function only(value: number | null): readonly Sample[] {
  return [{ labels: {}, value }];
}

/** A state set: each state it can have, and 1 for the one that it has. */
export function statesOf(name: string, states: readonly string[], actual: string): readonly Sample[] {
  return states.map((state) => ({ labels: { [name]: state }, value: state === actual ? 1 : 0 }));
}

/** Actions by what became of them. */
export function outcomesOf(
  { accepted, rejected, errors, unknown, dropped }: Omit<Counts, 'planned' | 'sent'>,
  labels: Labels = {},
): readonly Sample[] {
  const counts = { accepted, rejected, error: errors, unknown, dropped };
  return Object.entries(counts).map(([outcome, value]) => ({ labels: { ...labels, outcome }, value }));
}
