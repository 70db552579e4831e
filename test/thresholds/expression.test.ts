import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, metricNamed } from '../../src/thresholds/catalogue.js';
import { judged, meets, slackOf } from '../../src/thresholds/demand.js';
import { expressionOf, liveFlaw } from '../../src/thresholds/expression.js';
import type { Unit } from '../../src/thresholds/metric.js';
import type { Demand } from '../../src/thresholds/threshold.js';
import { runs } from '../report/seed.js';

/** A number as somebody may write it, and what it is in the unit of its metric; written apart from the parser. */
interface Written {
  readonly text: string;
  readonly value: number;
}

const decimals = fc.tuple(fc.nat(9999), fc.nat(999)).map(([whole, thousandths]) => ({
  text: `${whole}.${String(thousandths).padStart(3, '0')}`,
  thousand: whole * 1000 + thousandths,
}));
const durations: fc.Arbitrary<Written> = fc.oneof(
  fc.nat(10_000_000).map((us) => ({ text: `${us}us`, value: us })),
  decimals.map(({ text, thousand }) => ({ text: `${text}ms`, value: thousand })),
  decimals.map(({ text, thousand }) => ({ text: `${text} s`, value: thousand * 1000 })),
  fc.nat(90).map((minutes) => ({ text: `${minutes}min`, value: minutes * 60_000_000 })),
);
const shares: fc.Arbitrary<Written> = fc
  .nat(1000)
  .chain((per) =>
    fc.constantFrom(
      { text: `${per / 1000}`, value: per / 1000 },
      { text: `${Math.floor(per / 10)}.${per % 10}%`, value: per / 1000 },
    ),
  );
const counts = fc.nat(1_000_000).map((count) => ({ text: `${count}`, value: count }));
const bytes: fc.Arbitrary<Written> = fc
  .nat(5000)
  .chain((many) =>
    fc.constantFrom(
      { text: `${many}`, value: many },
      { text: `${many}kB`, value: many * 1000 },
      { text: `${many} MB`, value: many * 1_000_000 },
      { text: `${many}MiB`, value: many * 1_048_576 },
    ),
  );
const writtenOf: Readonly<Record<Unit, fc.Arbitrary<Written>>> = {
  us: durations,
  share: shares,
  count: counts,
  perSecond: counts,
  bytes,
  number: bytes,
};

const blanks = fc.constantFrom('', ' ', '  ');
const operators = ['<', '<=', '>', '>=', '==', '!='] as const;
const metrics = fc.constantFrom(
  ...catalogue.map(({ name, unit }) => ({ name: name.replace('NAME', 'my.own'), unit })),
);

const comparisons = metrics.chain(({ name, unit }) =>
  fc
    .tuple(fc.constantFrom(...operators), writtenOf[unit], blanks, blanks)
    .map(([operator, { text, value }, before, behind]) => ({
      text: `${name}${before}${operator}${behind}${text}`,
      name,
      demand: { kind: 'compare', operator, value } satisfies Demand,
    })),
);
const ranges = metrics.chain(({ name, unit }) =>
  fc.tuple(writtenOf[unit], writtenOf[unit], blanks).map(([one, other, blank]) => {
    const [least, most] = one.value <= other.value ? [one, other] : [other, one];
    const demand: Demand = { kind: 'within', least: least.value, most: most.value };
    return { text: `${name} in${blank}[${least.text},${blank}${most.text}]`, name, demand };
  }),
);

describe('an expression', () => {
  it('is read as it is written, whatever the metric, the unit and the blanks', () => {
    fc.assert(
      fc.property(fc.oneof(comparisons, ranges), ({ text, name, demand }) => {
        const read = expressionOf(text);
        expect(read.metric).toBe(name);
        expect(read.demand).toEqual(demand);
        // What is kept of it reads the same again.
        expect(expressionOf(`${read.metric} ${read.expression}`).demand).toEqual(demand);
        expect(expressionOf(read.text).demand).toEqual(demand);
      }),
      runs(500),
    );
  });

  it('never crashes on what is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.tuple(metrics, fc.string()).map(([{ name }, text]) => `${name} ${text}`),
        ),
        (text) => {
          try {
            expressionOf(text);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      runs(500),
    );
  });

  it.each([
    [
      'latency.accepted.p96 < 200ms',
      'names no metric: `latency.accepted.p96`; did you mean `latency.accepted.p90`?',
    ],
    ['hooks.login.p96 < 1s', 'names no metric: `hooks.login.p96`; did you mean `hooks.login.p90`?'],
    [
      'weather == 1',
      'names no metric: `weather`; metrics start with actions., oracle., latency., connections., delivery., state., harness., server., hooks., metrics.',
    ],
    [
      'hooks.NAME == 1',
      'names no metric: `hooks.NAME`; metrics start with actions., oracle., latency., connections., delivery., state., harness., server., hooks., metrics.',
    ],
    [
      'latency.accepted.p95 < 200',
      'has no unit in `200`: latency.accepted.p95 is a duration: us, ms, s or min; did you mean `200ms`?',
    ],
    [
      'latency.accepted.p95 < 200%',
      'has the unit `%`, and latency.accepted.p95 is a duration: us, ms, s or min',
    ],
    ['actions.errors < 1ms', 'has the unit `ms`, and actions.errors is a count, without a unit'],
    [
      'oracle.accuracy >= 99.9',
      'has `99.9`, and a share is between 0 and 1, or 0% and 100%; did you mean `99.9%`?',
    ],
    ['oracle.accuracy >= 120%', 'has `120%`, and a share is between 0 and 1, or 0% and 100%'],
    ['oracle.violations = 0', 'has no operator `=`; did you mean `==`?'],
    ['actions.acceptedPerSecond in 15', 'needs two bounds behind `in`, such as [15, 20], not `15`'],
    ['actions.acceptedPerSecond in [20, 15]', 'can never hold: 20 is more than 15'],
    ['actions.sent < many', 'has no number in `many`'],
    [
      'oracle.violations',
      'must be METRIC OP NUMBER such as `latency.accepted.p95 < 200ms`, or METRIC in [LEAST, MOST], not `oracle.violations`',
    ],
  ])('%s: says what is wrong', (text, message) => {
    expect(() => expressionOf(text)).toThrow(new RangeError(message));
  });
});

describe('a demand', () => {
  const numbers = fc.integer({ min: -5, max: 5 });
  const demands: fc.Arbitrary<Demand> = fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom(...operators),
      value: numbers,
    }),
    fc
      .tuple(numbers, numbers)
      .map(([a, b]) => ({ kind: 'within' as const, least: Math.min(a, b), most: Math.max(a, b) })),
  );

  it('of a bounded number holds where it holds of every number between, and fails where of none', () => {
    fc.assert(
      fc.property(demands, numbers, numbers, (demand, a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        // Halves as well: between two whole numbers there are others.
        const all = Array.from({ length: (most - least) * 2 + 1 }, (_, index) =>
          meets(demand, least + index / 2),
        );
        expect(judged(demand, least, most)).toBe(
          all.every(Boolean) ? true : all.some(Boolean) ? null : false,
        );
      }),
      runs(500),
    );
  });

  it('fails first of the number with the least slack', () => {
    fc.assert(
      fc.property(demands, fc.array(numbers, { minLength: 1, maxLength: 6 }), (demand, all) => {
        const [worst = 0] = all.toSorted((a, b) => slackOf(demand, a) - slackOf(demand, b));
        expect(meets(demand, worst)).toBe(all.every((one) => meets(demand, one)));
      }),
      runs(500),
    );
  });
});

describe('the catalogue', () => {
  it('names each metric once, and finds it', () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
    for (const { name, what } of catalogue) {
      const asked = metricNamed(name.replace('NAME', 'a.b'));
      expect(asked?.pattern).toBe(name);
      expect(asked?.own ?? null).toBe(name.includes('NAME') ? 'a.b' : null);
      expect(what.length).toBeGreaterThan(5);
      expect(what.endsWith('.')).toBe(false);
    }
  });

  it('says which numbers can stop a run', () => {
    for (const metric of catalogue) {
      const flaw = liveFlaw(metric, 'run');
      if (metric.live.includes('run')) expect(flaw).toBeNull();
      else
        expect(flaw).toMatch(
          new RegExp(`${metric.name} is only known when it is over; those that can: actions\\.`, 'u'),
        );
    }
  });
});
