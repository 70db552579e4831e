import type { Unit } from '../thresholds/metric.js';

/** Percentiles in integer microseconds, `null` when nothing was recorded. */
export interface Latency {
  readonly count: number;
  readonly minUs: number | null;
  readonly meanUs: number | null;
  readonly p50Us: number | null;
  readonly p75Us: number | null;
  readonly p90Us: number | null;
  readonly p95Us: number | null;
  readonly p99Us: number | null;
  readonly p999Us: number | null;
  readonly maxUs: number | null;
}

/** A number of the scenario's own: of all users, and of those of each group. */
export type Metric = MetricValue & { readonly groups: Readonly<Record<string, MetricValue>> };

export type MetricValue =
  | { readonly kind: 'counter'; readonly sum: number }
  /** `times` of `count` it was so. */
  | { readonly kind: 'rate'; readonly count: number; readonly times: number; readonly share: number | null }
  | {
      readonly kind: 'trend';
      readonly count: number;
      readonly min: number;
      readonly mean: number;
      readonly p50: number;
      readonly p90: number;
      readonly p95: number;
      readonly p99: number;
      readonly max: number;
    };

/** What users did around acting. */
export interface SessionsReport {
  /** The hooks that were run, by name, how long each took where it went well, and how it did not. */
  readonly hooks: readonly {
    readonly hook: string;
    readonly latency: Latency;
    readonly failed: number;
    /** The 10 most frequent. */
    readonly reasons: Readonly<Record<string, number>>;
    /** How often it kept the event loop to itself for longer than it should, and for how long at most. */
    readonly blocked: { readonly times: number; readonly longestUs: number | null };
  }[];
  /** Connections that opened: the most in any second, and the mean from the first to the last. */
  readonly connectsPerSecond: { readonly peak: number | null; readonly mean: number | null };
}

/** A percentile curve: so many percent of the durations were at most so long. Rises in both; empty where nothing was recorded. */
export type Percentiles = readonly { readonly percent: number; readonly us: number }[];

/** What a number of a threshold is counted in. */
export type { Unit };

/** A demand on a number of the report, and what the number was. */
export interface ReportedThreshold {
  /** `latency.accepted.p95` */
  readonly metric: string;
  /** What is demanded of it, as written: `< 200ms`. */
  readonly expression: string;
  /** Whose number it is, where it is not that of the whole run; with `each`, the worst of all. */
  readonly scope: {
    readonly by: 'group' | 'phase' | 'resource' | 'user';
    readonly name: string;
    readonly each: boolean;
  } | null;
  readonly unit: Unit;
  /** In `unit`; `null` where the number is undefined. */
  readonly actual: number | null;
  /** `null`: the number is undefined, so it neither holds nor fails. */
  readonly ok: boolean | null;
  /** Why the number is undefined; `null` where it is defined. */
  readonly why: string | null;
  /** When it stopped the run; `null` where it did not. */
  readonly abortedAtUs: number | null;
}
