import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/oracle/verdict.js';
import { measuredTally } from '../../src/report/metrics.js';
import { failedText, numberText } from '../../src/report/threshold-words.js';
import { catalogue } from '../../src/thresholds/catalogue.js';
import { scopesBy, type ScopeBy, type Unit } from '../../src/thresholds/metric.js';
import { judgedActions, type JudgedAction } from './arbitrary.js';
import {
  actionOf,
  calmRun,
  demandOf,
  historyOf,
  inputOf,
  opened,
  reportOf,
  runFacts,
  verdictOf,
} from './fixture.js';
import { runs } from './seed.js';

const calm = calmRun(60);
const history = historyOf(calm.actions, opened(3));

/** A bound that any number of a unit can be held against. */
const anything: Readonly<Record<Unit, string>> = {
  us: '>= 0us',
  share: '>= 0',
  count: '>= 0',
  perSecond: '>= 0',
  bytes: '>= 0',
  number: '>= -1',
};

describe('every metric of the catalogue', () => {
  it.each(catalogue.map(({ name, unit }) => [name, unit] as const))(
    '%s has a number, or says why not',
    (name, unit) => {
      const tally = measuredTally();
      for (const of of ['counter', 'rate', 'trend'] as const)
        tally.take({ metric: of, of, value: 1, group: 'a' });
      tally.take({ metric: 'login', of: 'hook', value: 1500, group: null });
      const metric = name.replace('metrics.NAME', 'metrics.trend').replace('NAME', 'login');
      const thresholds = [demandOf(`${metric} ${anything[unit]}`)];
      const run = { ...runFacts, measured: tally.measured() };
      const [one] = reportOf(inputOf(history, verdictOf(calm.judged), { thresholds, run })).thresholds;
      expect(one?.unit).toBe(unit);
      if (one?.actual === null)
        expect(one).toMatchObject({ ok: null, why: expect.stringMatching(/\w{3}/u) as string });
      else expect(one).toMatchObject({ ok: true, why: null, actual: expect.any(Number) as number });
      expect(one?.actual).not.toBeNaN();
      expect(one?.why ?? '').not.toContain('undefined');
    },
  );

  it.each(scopesBy)('of each %s says so as well', (by) => {
    for (const { name, unit, scopes } of catalogue) {
      if (!scopes.includes(by)) continue;
      const threshold = demandOf(`${name.replace('NAME', 'x')} ${anything[unit]}`, {
        scope: { by, name: null },
      });
      const grouped = calm.actions.map((action, id) => ({ ...action, group: `g${id % 2}` }));
      const [one] = reportOf(
        inputOf(historyOf(grouped), verdictOf(calm.judged), { thresholds: [threshold] }),
      ).thresholds;
      expect(one?.scope).toMatchObject({ by, each: true });
      expect(one?.ok === null ? one.why : one?.ok).toBeTruthy();
    }
  });

  it('is defined in a full run, but for what nobody looked at', () => {
    const thresholds = catalogue.map(({ name, unit }) =>
      demandOf(`${name.replace('NAME', 'x')} ${anything[unit]}`),
    );
    const open = reportOf(inputOf(history, verdictOf(calm.judged), { thresholds })).thresholds.filter(
      ({ ok }) => ok === null,
    );
    const rooms = new Set(
      open.map(({ metric }) =>
        metric
          .split('.')
          .slice(0, 2)
          .join('.')
          .replace(/\..*Share$/u, ''),
      ),
    );
    expect([...rooms].filter((room) => !/^(?:delivery|state|server|hooks|metrics)\b/u.test(room))).toEqual([
      'harness.releases',
      'harness.eventLoopDelay',
    ]);
  });
});

/** The number of some rows, found the slow way: plain filters, sorted lists, no code of the report. */
function slowly(metric: string, rows: readonly JudgedAction[]): number | null {
  const actions = rows.map(({ action }) => action);
  const ended = (...kinds: readonly string[]): number =>
    actions.filter(({ outcome }) => kinds.includes(outcome)).length;
  const said = (...kinds: readonly Judgement[]): number =>
    rows.filter(({ judgement }) => kinds.includes(judgement)).length;
  const decided = said('true-accept', 'true-reject', 'false-accept', 'false-reject', 'wrong-reason');
  const times = actions.flatMap((action) =>
    action.settledAtUs === null || action.outcome !== 'accepted'
      ? []
      : [action.settledAtUs - action.intendedAtUs],
  );
  switch (metric) {
    case 'actions.sent':
      return actions.length - ended('dropped');
    case 'actions.acceptedShare':
      return ended('dropped') === actions.length
        ? null
        : ended('accepted') / (actions.length - ended('dropped'));
    case 'oracle.accuracy':
      return decided === 0 ? null : said('true-accept', 'true-reject') / decided;
    case 'oracle.falseAccepts':
      return decided === 0 ? null : said('false-accept');
    case 'oracle.resolution':
      return ended('accepted', 'rejected') === 0 ? null : decided / ended('accepted', 'rejected');
    default:
      return times.length === 0 ? null : Math.max(...times);
  }
}

const slow = [
  'actions.sent',
  'actions.acceptedShare',
  'oracle.accuracy',
  'oracle.falseAccepts',
  'oracle.resolution',
  'latency.accepted.max',
];

/** What became of a threshold of a part of the calm run. */
function sentOf(by: ScopeBy, name: string | null) {
  const thresholds = [demandOf('actions.sent > 0', { scope: { by, name } })];
  return reportOf(inputOf(history, verdictOf(calm.judged), { thresholds })).thresholds[0];
}

describe('a threshold of a part of the run', () => {
  it('agrees with a search over plain rows, of one and of the worst of each', () => {
    fc.assert(
      fc.property(
        judgedActions,
        fc.constantFrom(...scopesBy),
        fc.constantFrom(...slow),
        fc.constantFrom('<', '>=', '=='),
        (rows, by, metric, operator) => {
          const bound = metric.startsWith('latency') ? '2s' : metric === 'actions.sent' ? '9' : '0.5';
          const names = [...new Set(rows.flatMap(({ action }) => action[by] ?? []))];
          const text = `${metric} ${operator} ${bound}`;
          const thresholds = [null, ...names].map((name) => demandOf(text, { scope: { by, name } }));
          const judged = verdictOf(rows.map(({ judgement }) => judgement));
          const input = inputOf(historyOf(rows.map(({ action }) => action)), judged, { thresholds });
          const [each, ...single] = reportOf(input).thresholds;
          const numbers = names.map((name) =>
            slowly(
              metric,
              rows.filter(({ action }) => action[by] === name),
            ),
          );
          expect(single.map(({ actual }) => actual)).toEqual(numbers);
          const oks = single.map(({ ok }) => ok);
          expect(each?.ok).toBe(
            oks.includes(false) ? false : names.length === 0 || oks.includes(null) ? null : true,
          );
          if (each?.ok !== null) expect(numbers).toContain(each?.actual);
        },
      ),
      runs(150),
    );
  });

  it('is undefined where there is no such part', () => {
    expect(sentOf('resource', 'r99')).toMatchObject({
      ok: null,
      why: 'no action of resource r99 is in what was recorded',
    });
    expect(sentOf('group', null)).toMatchObject({
      ok: null,
      why: 'no action has a group',
      scope: { name: '', each: true },
    });
  });
});

/** So many a second for so many seconds, one after the other, answered 3 ms later. */
const steady = (perSecond: number, seconds: number) =>
  Array.from({ length: perSecond * seconds + 1 }, (_, id) => {
    const atUs = 5_000_000 + Math.round((id * 1_000_000) / perSecond);
    return actionOf({
      id,
      intendedAtUs: atUs,
      sentAtUs: atUs,
      settledAtUs: atUs + 3000,
      outcome: id % 4 === 3 ? 'rejected' : 'accepted',
    });
  });
const rateOf = (actions: ReturnType<typeof steady>, metric: string) => {
  const thresholds = [demandOf(`${metric} >= 0`)];
  const judged = verdictOf(actions.map(() => 'open'));
  return reportOf(inputOf(historyOf(actions), judged, { thresholds })).thresholds[0];
};

describe('rates', () => {
  it('of steady sends are what they were sent at', () => {
    for (const perSecond of [1, 4, 20, 50]) {
      const actions = steady(perSecond, 3);
      expect(rateOf(actions, 'actions.sentPerSecond')?.actual).toBeCloseTo(perSecond, 9);
      expect(rateOf(actions, 'actions.sentPerSecondMin')?.actual).toBe(perSecond);
      expect(rateOf(actions, 'actions.sentPerSecondMax')?.actual).toBe(perSecond);
    }
    expect(rateOf(steady(20, 3), 'actions.acceptedPerSecond')?.actual).toBeCloseTo(15, 0);
    expect(rateOf(steady(20, 3), 'actions.acceptedPerSecondMax')?.actual).toBe(15);
  });

  it('need a second', () => {
    expect(rateOf(steady(20, 3).slice(0, 10), 'actions.sentPerSecond')).toMatchObject({
      ok: null,
      why: 'from the first send to the last it took less than a second',
    });
  });
});

describe('what is said of a threshold', () => {
  it('names the number with its unit, never rounded to what is demanded', () => {
    const base = { scope: null, ok: false, why: null, abortedAtUs: null } as const;
    const told = (metric: string, expression: string, unit: Unit, actual: number): string =>
      failedText({ ...base, metric, expression, unit, actual });
    expect(told('latency.accepted.p95', '< 200ms', 'us', 212_000)).toBe(
      'latency.accepted.p95 was 212 ms, and must be < 200ms',
    );
    expect(told('latency.accepted.p95', '< 200ms', 'us', 200_040)).toBe(
      'latency.accepted.p95 was 200.04 ms, and must be < 200ms',
    );
    expect(told('oracle.accuracy', '== 1', 'share', 0.99999)).toBe(
      'oracle.accuracy was 0.99999, and must be == 1',
    );
    expect(told('connections.successRate', '>= 99.5%', 'share', 0.9901)).toBe(
      'connections.successRate was 99.01%, and must be >= 99.5%',
    );
    expect(numberText(1_500_000, 'bytes')).toBe('1.5 MB');
    expect(numberText(12_000, 'count')).toBe('12,000');
  });

  it('names the worst of each, and the stop', () => {
    const scope = { by: 'resource', name: 'r3', each: true } as const;
    const failed = {
      metric: 'oracle.accuracy',
      expression: '== 1',
      unit: 'share',
      actual: 0.5,
      ok: false,
      why: null,
    } as const;
    expect(failedText({ ...failed, scope, abortedAtUs: 3_200_000 })).toBe(
      'oracle.accuracy of r3, the worst resource, was 0.5, and must be == 1; that stopped the run at 3.2 s',
    );
    expect(failedText({ ...failed, scope: { ...scope, each: false }, abortedAtUs: null })).toMatch(
      /^oracle\.accuracy of resource r3 was/u,
    );
  });
});
