import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredTally, type Measurement } from '../../src/report/metrics.js';
import { sessionsOf } from '../../src/report/sessions.js';
import { historyOf } from './fixture.js';
import { runs } from './seed.js';

/** Three decimals are kept of them. */
const value = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((thousandths) => thousandths / 1000);
const group = fc.constantFrom('reps', 'managers', null);

function measuredOf(measurements: readonly Measurement[]) {
  const tally = measuredTally();
  for (const measurement of measurements) tally.take(measurement);
  return tally.measured();
}

/** The least value that `percent` of all values do not exceed, from a sorted list: the definition. */
function nearestRank(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

const opened = (atUs: number) =>
  ({ kind: 'connection-opened', atUs, user: 'u', connection: 'c', connectUs: 1 }) as const;
const failed = (hook: string, reason: string) =>
  ({ kind: 'hook-failed', atUs: 1, user: 'u', hook, reason }) as const;
const blocked = (blockedUs: number) =>
  ({ kind: 'hook-blocked', atUs: 1, user: 'u', hook: 'join', blockedUs }) as const;

describe('metrics', () => {
  it('a trend agrees with a sorted list, whole and in every group, below zero too', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, group), { minLength: 1, maxLength: 300 }), (values) => {
        const { metrics } = measuredOf(
          values.map(([one, of]) => ({ metric: 'm', of: 'trend', value: one, group: of })),
        );
        for (const name of [undefined, 'reps', 'managers'] as const) {
          const own = values.filter(([, of]) => name === undefined || of === name).map(([one]) => one);
          const seen = name === undefined ? metrics['m'] : metrics['m']?.groups[name];
          if (own.length === 0) expect(seen).toBeUndefined();
          if (seen?.kind !== 'trend') continue;
          const sorted = own.toSorted((a, b) => a - b);
          expect([seen.count, seen.min, seen.max]).toEqual([own.length, sorted[0], sorted.at(-1)]);
          expect(seen.mean).toBeCloseTo(own.reduce((sum, one) => sum + one, 0) / own.length, 6);
          for (const [percent, got] of [
            [50, seen.p50],
            [90, seen.p90],
            [95, seen.p95],
            [99, seen.p99],
          ] as const) {
            const exact = nearestRank(sorted, percent);
            expect(Math.abs(got - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.0011 + 0.0011);
          }
        }
      }),
      runs(200),
    );
  });

  it('counters add up and rates are shares, whole and in every group', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean(), group)), (values) => {
        const { metrics } = measuredOf(
          values.flatMap(([by, was, of]): Measurement[] => [
            { metric: 'c', of: 'counter', value: by, group: of },
            { metric: 'r', of: 'rate', value: was ? 1 : 0, group: of },
          ]),
        );
        const sum = values.reduce((total, [by]) => total + by, 0);
        const times = values.filter(([, was]) => was).length;
        if (values.length === 0) {
          expect(metrics).toEqual({});
          return;
        }
        expect(metrics['c']).toMatchObject({ kind: 'counter', sum });
        const share = times / values.length;
        expect(metrics['r']).toMatchObject({ kind: 'rate', count: values.length, times, share });
        const reps = values.filter(([, , of]) => of === 'reps');
        expect(metrics['c']?.groups['reps']).toEqual(
          reps.length === 0
            ? undefined
            : { kind: 'counter', sum: reps.reduce((total, [by]) => total + by, 0) },
        );
      }),
      runs(200),
    );
  });

  it('a name of two kinds stands there twice, and any name is only a name', () => {
    const odd = ['__proto__', 'constructor', 'a', 'a'];
    const { metrics } = measuredOf(
      odd.map((metric, index) => ({ metric, of: index === 3 ? 'rate' : 'counter', value: 1, group: metric })),
    );
    expect(Object.keys(metrics)).toEqual(['__proto__', 'a', 'a (rate)', 'constructor']);
    expect(Object.keys(metrics['constructor']?.groups ?? {})).toEqual(['constructor']);
  });

  it('keeps its memory small, whatever names come', () => {
    const { metrics } = measuredOf(
      Array.from({ length: 5000 }, (_, index) => ({
        metric: `m${index}`,
        of: 'counter' as const,
        value: 1,
        group: null,
      })),
    );
    expect(Object.keys(metrics)).toHaveLength(200);
    expect(metrics['m0']).toMatchObject({ sum: 1 });
  });
});

describe('sessions', () => {
  const none = { metrics: {}, hooks: {} };

  it('count the most connects in any second by looking at every second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 60 }), (times) => {
        const { peak, mean } = sessionsOf(historyOf([], times.map(opened)), none).connectsPerSecond;
        const counts = times.map((from) => times.filter((at) => at >= from && at < from + 1_000_000).length);
        expect(peak).toBe(times.length === 0 ? null : Math.max(...counts));
        const spanUs = Math.max(...times) - Math.min(...times);
        expect(mean).toBe(spanUs < 1_000_000 || times.length === 0 ? null : (times.length / spanUs) * 1e6);
      }),
      runs(200),
    );
  });

  it('name the hooks that failed and blocked, with reasons and durations, also those never timed', () => {
    const { hooks } = measuredOf([{ metric: 'login', of: 'hook', value: 1500.4, group: null }]);
    const events = [
      failed('login', 'b'),
      failed('login', 'a'),
      failed('login', 'a'),
      blocked(70_000),
      blocked(60_000),
    ];
    expect(sessionsOf(historyOf([], events), { ...none, hooks }).hooks).toMatchObject([
      { hook: 'join', latency: { count: 0 }, failed: 0, blocked: { times: 2, longestUs: 70_000 } },
      {
        hook: 'login',
        latency: { count: 1, maxUs: 1500 },
        failed: 3,
        reasons: { a: 2, b: 1 },
        blocked: { times: 0, longestUs: null },
      },
    ]);
  });
});
