import type { Unit } from './numbers.js';

/** How a run differs from an earlier one, and how much of that may be chance. */
export interface Comparison {
  readonly baseline: {
    readonly scenario: string;
    readonly seed: string | null;
    readonly planHash: string | null;
    readonly startedAt: string;
    readonly verdict: 'pass' | 'fail' | 'inconclusive';
    readonly turnwise: string;
  };
  /** What keeps the two from being compared like with like (another plan, another machine, one run each), in sentences. */
  readonly notes: readonly string[];
  readonly metrics: readonly ComparedMetric[];
}

/** A number of both runs. */
export interface ComparedMetric {
  /** As thresholds call it: `latency.accepted.p95`. */
  readonly metric: string;
  readonly unit: Unit;
  readonly before: number | null;
  readonly now: number | null;
  /** Where the number would lie in 95 of 100 such runs, as far as its own sample tells; `null`: it is exact, or nobody can say. */
  readonly beforeInterval: readonly [number, number] | null;
  readonly nowInterval: readonly [number, number] | null;
  /** `within-noise`: the intervals overlap. `changed`: surely another number, and neither better nor worse. */
  readonly change: 'better' | 'worse' | 'same' | 'within-noise' | 'changed' | 'unknown';
}
