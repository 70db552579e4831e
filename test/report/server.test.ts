import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { randomOf } from '../../src/plan/random.js';
import { thinned, trendOf, type Point } from '../../src/report/leak.js';
import { serverReportOf } from '../../src/report/server.js';
import type { ServerReport } from '../../src/report/server-report.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 11) | 0;
const second = 1_000_000;

function reported(seconds: number, valuesAt: (at: number) => Readonly<Record<string, number>>): ServerReport {
  const builder = historyBuilder(1);
  for (let at = 0; at < seconds; at++)
    builder.event({ kind: 'server-sample', atUs: at * second, source: 'process', values: valuesAt(at) });
  const report = serverReportOf(builder.build());
  if (report === null) throw new Error('no report');
  return report;
}

describe(`trends (seed ${seed})`, () => {
  it('of a straight line are its slope, and no chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }).filter((slope) => slope !== 0),
        fc.integer({ min: 10, max: 300 }),
        (slope, many) => {
          const trend = trendOf(Array.from({ length: many }, (_, at): Point => [at, 7 + slope * at]));
          expect(trend).toEqual({ perUs: slope, leastPerUs: slope, mostPerUs: slope, isSignificant: true });
        },
      ),
      { seed },
    );
  });

  it('of noise are chance, nearly always', () => {
    const random = randomOf(String(seed), 'noise');
    let significant = 0;
    for (let run = 0; run < 400; run++) {
      const trend = trendOf(Array.from({ length: 60 }, (_, at): Point => [at, random.below(1000)]));
      if (trend?.isSignificant === true) significant++;
    }
    // One in a hundred by the level of the test.
    expect(significant).toBeLessThan(14);
  });

  it('are not bent by a few outliers, and the slope lies between its bounds', () => {
    const random = randomOf(String(seed), 'outliers');
    let within = 0;
    for (let run = 0; run < 100; run++) {
      const points = Array.from({ length: 60 }, (_, at): Point => [
        at,
        100 * at + random.below(2000) + (random.below(10) === 0 ? 1e6 : 0),
      ]);
      const trend = trendOf(points);
      if (trend !== null && trend.leastPerUs <= 100 && trend.mostPerUs >= 100) within++;
      expect(trend?.perUs).toBeGreaterThan(50);
      expect(trend?.perUs).toBeLessThan(150);
    }
    expect(within).toBeGreaterThanOrEqual(88);
  });

  it('of a level, of ties and of too few points are none', () => {
    expect(trendOf(Array.from({ length: 50 }, (_, at): Point => [at, 5]))?.isSignificant).toBe(false);
    expect(trendOf(Array.from({ length: 9 }, (_, at): Point => [at, at]))).toBe(null);
    expect(trendOf(Array.from({ length: 20 }, (): Point => [3, 1]))).toBe(null);
  });

  it('points are thinned evenly, ends kept', () => {
    const points = Array.from({ length: 1001 }, (_, at) => at);
    const few = thinned(points, 101);
    expect([few.length, few[0], few[50], few.at(-1)]).toEqual([101, 0, 500, 1000]);
  });
});

describe('what is said of the server', () => {
  it('memory that grows on and on, with numbers', () => {
    const { growth, series, processorShare } = reported(600, (at) => ({
      rssBytes: 100e6 + 20_000 * at + (at % 7) * 50_000,
      cpuUs: at * 250_000,
    }));
    expect(growth).toEqual([
      expect.stringMatching(
        /^memory of the server grew 1\.2 MB a minute over the last 4 min 59 s \(95 %: between 1\.\d+ MB and 1\.\d+ MB\)$/,
      ),
    ]);
    expect(processorShare).toBeCloseTo(0.25);
    expect(series.map(({ name }) => name)).toEqual(['rssBytes', 'cpuUs']);
    expect(series[0]?.points.length).toBe(200);
    expect(series[0]?.trend?.perMinute).toBeCloseTo(1.2e6, -5);
  });

  it.each<[string, number, (at: number) => Record<string, number>]>([
    ['for half a minute only', 40, (at) => ({ rssBytes: 100e6 + at * 1e6 })],
    ['by less than a twentieth', 600, (at) => ({ rssBytes: 1e9 + at * 10_000 })],
    ['up and down as a heap does', 600, (at) => ({ heapUsedBytes: 100e6 + (at % 40) * 1e6 })],
    ['at first only', 600, (at) => ({ rssBytes: 100e6 + Math.min(at, 200) * 1e6 })],
    ['a counter of messages', 600, (at) => ({ messages: at * 100 })],
    ['down', 600, (at) => ({ rssBytes: 1e9 - at * 1e6 })],
  ])('nothing of what grows %s', (_, seconds, valuesAt) =>
    expect(reported(seconds, valuesAt).growth).toEqual([]),
  );

  it('listeners too, by their number', () =>
    expect(reported(120, (at) => ({ 'process.listeners': 10 + at })).growth[0]).toMatch(
      /^process.listeners grew 60 a minute/,
    ));

  it('a process that was started anew takes nothing back', () => {
    const { processorShare } = reported(20, (at) => ({ cpuUs: (at % 10) * 500_000 }));
    expect(processorShare).toBeCloseTo(0.5);
  });

  it('nothing where nobody looked', () => expect(serverReportOf(historyBuilder(1).build())).toBe(null));
});
