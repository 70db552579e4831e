import { latencyRecorder, type LatencyRecorder } from './latency.js';
import { byName } from './order.js';
import type { Latency, Metric, MetricValue } from './report.js';

/** One number that a session measured: of the scenario's own, or how long a hook took, in microseconds. */
export interface Measurement {
  readonly metric: string;
  readonly of: 'counter' | 'trend' | 'rate' | 'hook';
  readonly value: number;
  readonly group: string | null;
}

/** All that was measured in a run, summed up. */
export interface Measured {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** How long hooks took, by name. */
  readonly hooks: Readonly<Record<string, Latency>>;
}

/** Sums up what is measured, as it happens, in a memory that does not grow with it. */
export interface MeasuredTally {
  take(measurement: Measurement): void;
  measured(): Measured;
}

/** What a run has measured that has no hooks and no metrics. */
export const nothingMeasured: Measured = { metrics: {}, hooks: {} };

/** More names than this come of a name with something in it that differs each time; what comes later is not counted. */
const namesMost = 200;
/** Values are kept to three decimals. */
const scale = 1000;
const scaledMost = Number.MAX_SAFE_INTEGER;

/**
 * Counters, trends and rates by name, whole and per group, and the times of hooks. Percentiles of trends are
 * exact to 3 significant digits and 3 decimals, least and greatest are exact. A name that is used for two
 * kinds of metric stands there twice, the later one with its kind behind it.
 */
export function measuredTally(): MeasuredTally {
  const metrics = new Map<string, Summed>();
  const hooks = new Map<string, LatencyRecorder>();
  return {
    take({ metric, of, value, group }) {
      if (of === 'hook') {
        known(hooks, metric, latencyRecorder)?.record(Math.round(value));
        return;
      }
      const before = metrics.get(metric);
      const name = before === undefined || before.kind === of ? metric : `${metric} (${of})`;
      const sums = known(metrics, name, () => ({ kind: of, all: valueOf(of), groups: new Map() }));
      if (sums === null) return;
      sums.all.add(value);
      if (group !== null) known(sums.groups, group, () => valueOf(of))?.add(value);
    },
    measured: () => ({
      metrics: Object.fromEntries(
        sorted(metrics).map(([name, { all, groups }]) => [
          name,
          {
            ...all.value(),
            groups: Object.fromEntries(sorted(groups).map(([own, one]) => [own, one.value()])),
          },
        ]),
      ),
      hooks: Object.fromEntries(sorted(hooks).map(([name, times]) => [name, times.summary()])),
    }),
  };
}

interface Summed {
  readonly kind: 'counter' | 'trend' | 'rate';
  readonly all: Sum;
  readonly groups: Map<string, Sum>;
}

interface Sum {
  add(value: number): void;
  value(): MetricValue;
}

/** `null` where there are too many names already. */
function known<T>(map: Map<string, T>, name: string, make: () => T): T | null {
  const before = map.get(name);
  if (before !== undefined) return before;
  if (map.size >= namesMost) return null;
  const made = make();
  map.set(name, made);
  return made;
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => byName(a, b));
}

function valueOf(kind: Summed['kind']): Sum {
  switch (kind) {
    case 'counter':
      return counter();
    case 'rate':
      return rate();
    case 'trend':
      return trend();
  }
}

function counter(): Sum {
  let sum = 0;
  return { add: (value) => void (sum += value), value: () => ({ kind: 'counter', sum }) };
}

function rate(): Sum {
  let count = 0;
  let times = 0;
  return {
    add: (value) => {
      count++;
      if (value !== 0) times++;
    },
    value: () => ({ kind: 'rate', count, times, share: count === 0 ? null : times / count }),
  };
}

/** A histogram knows no negative numbers: they have one of their own, turned round. */
function trend(): Sum {
  const below = latencyRecorder();
  const above = latencyRecorder();
  const exact = { sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const at = (percent: number): number => {
    const count = below.count + above.count;
    const rank = Math.max(1, Math.ceil((percent / 100) * count));
    const value =
      rank <= below.count
        ? -below.valueAt(((below.count - rank + 1) / below.count) * 100)
        : above.valueAt(((rank - below.count) / above.count) * 100);
    return Math.min(exact.max, Math.max(exact.min, value / scale));
  };
  return {
    add: (value) => {
      exact.sum += value;
      exact.min = Math.min(exact.min, value);
      exact.max = Math.max(exact.max, value);
      const scaled = Math.min(scaledMost, Math.round(Math.abs(value) * scale));
      (value < 0 ? below : above).record(scaled);
    },
    value: () => {
      const count = below.count + above.count;
      const { sum, min, max } = exact;
      return {
        kind: 'trend',
        count,
        min,
        mean: sum / count,
        p50: at(50),
        p90: at(90),
        p95: at(95),
        p99: at(99),
        max,
      };
    },
  };
}
