import type { History } from '../history/history.js';
import type { Verdict } from '../oracle/verdict.js';
import type { Report } from './report.js';

/** All that thresholds are looked up in. */
export interface ThresholdFacts extends Pick<
  Report,
  | 'actions'
  | 'oracle'
  | 'latency'
  | 'connections'
  | 'harness'
  | 'delivery'
  | 'state'
  | 'server'
  | 'metrics'
  | 'sessions'
> {
  readonly history: History;
  readonly verdict: Verdict;
}

/** A number, or the bounds of one that nobody knows better; or why there is none. */
export type Found = { readonly least: number; readonly most: number } | { readonly why: string };

/** A number that is known, or why there is none. */
export function found(value: number | null | undefined, why: string): Found {
  return value === null || value === undefined || Number.isNaN(value)
    ? { why }
    : { least: value, most: value };
}

/** A part of a whole, which is undefined where there is no whole. */
export function shareOf(part: number, whole: number, why: string): Found {
  return found(whole === 0 ? null : part / whole, why);
}

/** What is told of a series, by the last part of a metric: `p95` is `p95Us`. */
export function statOf(series: Report['latency']['response'], stat: string, why: string): Found {
  if (stat === 'count') return found(series.count, why);
  return found((series as unknown as Readonly<Record<string, number | null>>)[`${stat}Us`], why);
}
