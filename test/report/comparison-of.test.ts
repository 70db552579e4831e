import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomOf, type Random } from '../../src/plan/random.js';
import { comparisonOf } from '../../src/report/comparison-of.js';
import type { ComparedMetric } from '../../src/report/comparison.js';
import { latencyRecorder } from '../../src/report/latency.js';
import { percentileInterval, ranksAround } from '../../src/report/order-ranks.js';
import { judgedActions } from './arbitrary.js';
import { historyOf, inputOf, reportOf, verdictOf, type Report } from './fixture.js';
import { runs, seed } from './seed.js';

const atMost = (share: number, count: number, k: number): number => {
  let [sum, term] = [0, (1 - share) ** count];
  for (let index = 0; index <= k; index++) {
    sum += term;
    term *= ((count - index) / (index + 1)) * (share / (1 - share));
  }
  return sum;
};

const accuracy = (now: readonly [number, number], before: readonly [number, number]) =>
  metric(reportWith([], ...now), reportWith([], ...before), 'oracle.accuracy').change;

const calm = reportOf(inputOf(historyOf([]), verdictOf([])));

/** A report with nothing in it but response times and how many answers were right. */
function reportWith(responses: readonly number[], correct: number, decided: number): Report {
  const recorder = latencyRecorder();
  for (const us of responses) recorder.record(us);
  const [response, curve] = [recorder.summary(), recorder.curve()];
  recorder.destroy();
  return {
    ...calm,
    oracle: { ...calm.oracle, decided, correct },
    latency: { ...calm.latency, response },
    percentiles: { ...calm.percentiles, response: curve },
  };
}

function metric(report: Report, baseline: Report, name: string): ComparedMetric {
  const found = comparisonOf(report, baseline).metrics.find((one) => one.metric === name);
  if (found === undefined) throw new RangeError(name);
  return found;
}

/** Three ways of being slow: evenly, now and then very, and in two modes. */
const shapes: Readonly<Record<string, (random: Random) => number>> = {
  even: (random) => 2000 + random.below(8000),
  'long tailed': (random) => 1000 + Math.floor(4_000_000 / (1 + random.below(1000))),
  'of two modes': (random) => (random.below(10) < 7 ? 2000 : 60_000) + random.below(3000),
};

const sampleOf = (random: Random, shape: (random: Random) => number, count: number): readonly number[] =>
  Array.from({ length: count }, () => shape(random));

describe('a comparison', () => {
  test.each(Object.keys(shapes))('calls two samples of one distribution different rarely: %s', (name) => {
    const shape = shapes[name] ?? (() => 0);
    const random = randomOf(String(seed), name);
    let different = 0;
    let looked = 0;
    for (let pair = 0; pair < 1000; pair++) {
      const one = reportWith(sampleOf(random, shape, 300), 0, 0);
      const other = reportWith(sampleOf(random, shape, 300), 0, 0);
      for (const percent of ['p50', 'p95', 'p99']) {
        const { change } = metric(other, one, `latency.response.${percent}`);
        if (change === 'unknown') continue;
        looked++;
        if (change === 'better' || change === 'worse') different++;
      }
    }
    console.log(`${name}: ${different} of ${looked} were called different`);
    expect(looked).toBeGreaterThanOrEqual(2000);
    expect(different / looked).toBeLessThan(0.015);
  });

  test('sees a server that has become slower, and one that has become faster', () => {
    const random = randomOf(String(seed), 'slower');
    for (let pair = 0; pair < 50; pair++) {
      const before = reportWith(
        sampleOf(random, (from) => 2000 + from.below(8000), 2000),
        0,
        0,
      );
      const slower = reportWith(
        sampleOf(random, (from) => 3000 + from.below(8000), 2000),
        0,
        0,
      );
      for (const percent of ['p50', 'p95', 'p99']) {
        expect(metric(slower, before, `latency.response.${percent}`).change).toBe('worse');
        expect(metric(before, slower, `latency.response.${percent}`).change).toBe('better');
      }
    }
  });

  test('of shares goes by their Wilson intervals', () => {
    expect(accuracy([99, 100], [100, 100])).toBe('within-noise');
    expect(accuracy([900, 1000], [1000, 1000])).toBe('worse');
    expect(accuracy([1000, 1000], [900, 1000])).toBe('better');
    expect(accuracy([10, 10], [1000, 1000])).toBe('same');
    expect(accuracy([0, 0], [1000, 1000])).toBe('unknown');
  });

  test('of a run with itself finds nothing', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const report = reportOf(
          inputOf(
            historyOf(rows.map(({ action }) => action)),
            verdictOf(rows.map(({ judgement }) => judgement)),
          ),
        );
        for (const { change, before, now, beforeInterval } of comparisonOf(report, report).metrics) {
          expect(change).toBe(before === null ? 'unknown' : 'same');
          expect(now).toBe(before);
          if (beforeInterval === null || before === null) continue;
          expect(beforeInterval[0]).toBeLessThanOrEqual(before + 1e-9);
          expect(beforeInterval[1]).toBeGreaterThanOrEqual(before * 0.998 - 1e-9);
        }
      }),
      runs(50),
    );
  });

  test('says what keeps two runs from being compared', () => {
    const other: Report = {
      ...calm,
      command: 'turnwise simulate voting --target ws://other:1',
      environment: { ...calm.environment, os: 'darwin', turnwise: '0.0.9' },
      plan: { ...calm.plan, hash: 'sha256:other' },
    };
    expect(comparisonOf(calm, other).notes.join('\n')).toBe(
      [
        'another plan: other actions, or at other times',
        'another command: turnwise simulate before, turnwise run now',
        "another target: ws://other:1 before, the scenario's own now",
        'another machine: darwin before, linux now',
        'another version of turnwise: 0.0.9 before, 0.1.0 now',
        'each of the two was played once: two runs on one machine differ by more than the intervals say, which know of their own sample only',
      ].join('\n'),
    );
    expect(comparisonOf(calm, calm).notes).toHaveLength(1);
  });
});

describe('ranks around a quantile', () => {
  /** Of a binomial, the probability of at most k; by its definition. */
  test('hold it with 95 %, and no narrower ones do so on either side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.constantFrom(0.5, 0.9, 0.95, 0.99), (count, share) => {
        const ranks = ranksAround(share, count);
        const below = (k: number): number => atMost(share, count, k);
        if (ranks === null) {
          const isTooFew = below(0) > 0.025 - 1e-9 || 1 - below(count - 1) > 0.025 - 1e-9;
          expect(isTooFew).toBe(true);
          return;
        }
        expect(below(ranks.low - 1)).toBeLessThanOrEqual(0.025 + 1e-9);
        expect(below(ranks.low)).toBeGreaterThan(0.025 - 1e-9);
        expect(below(ranks.high - 1)).toBeGreaterThanOrEqual(0.975 - 1e-9);
        expect(below(ranks.high - 2)).toBeLessThan(0.975 + 1e-9);
      }),
      runs(200),
    );
  });

  test('are there for a million values too', () => {
    expect(ranksAround(0.99, 1_000_000)).toEqual({ low: 989_805, high: 990_196 });
    expect(percentileInterval([], 10, 50)).toBeNull();
  });
});
