import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Action } from '../../src/history/action.js';
import type { Violation } from '../../src/oracle/verdict.js';
import { percentText, pooledOf, racesText } from '../../src/report/races.js';
import { racesOf } from '../../src/report/races-seen.js';
import { actionOf, historyOf, verdictOf } from './fixture.js';
import { runs } from './seed.js';

const meetings = fc.integer({ min: 1, max: 1_000_000 });

test('reports that were stored before races were counted say that two met, and no more', () => {
  const unproven = { nearEdge: 0, conditional: 0 } as never;
  for (const violationCount of [0, 3]) {
    const text = racesText({ meetings: 15, per: ['resource'], violationCount, unproven });
    expect(text).toBe('15 pairs of actions met on one free resource at one instant');
  }
});

describe('the rule of three', () => {
  it('bounds the chance that so many meetings show nothing by 5 %', () => {
    fc.assert(
      fc.property(meetings, (count) => {
        const { chanceMax } = pooledOf(count, false);
        expect(Math.pow(1 - (chanceMax ?? 0), count)).toBeLessThanOrEqual(0.05);
      }),
      runs(200),
    );
  });

  it.each([
    [15, 0.2],
    [3, 1],
    [1, 1],
    [300, 0.01],
  ])('none seen in %i meetings: at most %d', (count, chanceMax) => {
    expect(pooledOf(count, false)).toEqual({ meetings: count, seen: false, chanceMax });
  });

  it('says nothing where one was seen, or nobody met', () => {
    expect(pooledOf(15, true)).toEqual({ meetings: 15, seen: true, chanceMax: null });
    expect(pooledOf(0, false)).toEqual({ meetings: 0, seen: false, chanceMax: null });
  });

  it('is told in percent, rounded up by less than a tenth of it', () => {
    fc.assert(
      fc.property(meetings, (count) => {
        const chance = pooledOf(count, false).chanceMax ?? 0;
        const told = Number(percentText(chance).replace(' %', '')) / 100;
        expect(told).toBeGreaterThanOrEqual(chance * (1 - 1e-9));
        expect(told).toBeLessThan(chance * 1.1);
      }),
      runs(500),
    );
    expect([1, 0.2, 3 / 23, 0.005, 3 / 120_000].map(percentText)).toEqual([
      '100 %',
      '20 %',
      '14 %',
      '0.5 %',
      '0.0025 %',
    ]);
  });
});

describe('races in words', () => {
  const sound = { nearEdge: 0, conditional: 0 };
  const told = (
    count: number,
    { among = 0, all = 0, unproven = sound, isJudged = true, per = ['resource'] } = {},
  ): string =>
    racesText({
      meetings: count,
      per,
      violationCount: Math.max(among, all),
      unproven,
      races: {
        ...pooledOf(isJudged ? count : 0, among > 0),
        violations: among,
        firstAfter: among > 0 ? 4 : null,
      },
    });

  it.each([
    [told(0), 'no two actions met on one free resource at one instant: races were not looked for'],
    [
      told(15),
      '15 pairs of actions met on one free resource at one instant, and none showed a race: such a pair shows one with a chance below 20 % (95 %)',
    ],
    [
      told(2, { per: ['user'] }),
      '2 pairs of actions met on one free key at one instant, and none showed a race: too few to say how rare one is',
    ],
    [
      told(15, { among: 3 }),
      '15 pairs of actions met on one free resource at one instant: a race was seen, first after 4 meetings',
    ],
    [
      told(15, { among: 1, all: 3 }),
      '15 pairs of actions met on one free resource at one instant: 1 violation among them, first after 4 meetings; others needed no meeting, so it need not be a race',
    ],
    [
      told(15, { all: 3 }),
      '15 pairs of actions met on one free resource at one instant: no violation was among them',
    ],
    [
      told(15, { unproven: { nearEdge: 1, conditional: 0 } }),
      '15 pairs of actions met on one free resource at one instant',
    ],
    [told(15, { isJudged: false }), '15 pairs of actions met on one free resource at one instant'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

type Row = readonly [sentAtUs: number, settledAtUs: number, outcome: Action['outcome'], resource: string];

const historyFrom = (rows: readonly Row[]) =>
  historyOf(
    rows.map(([sentAtUs, settledAtUs, outcome, resource], id) =>
      actionOf({ id, intendedAtUs: sentAtUs, sentAtUs, settledAtUs, outcome, resource }),
    ),
  );

const cooldown = {
  describe: '',
  driver: { kind: 'interval-recursion', everyUs: 100 },
  per: ['resource'],
} as const;

const violation = (rows: readonly number[], strength: Violation['strength'] = 'proven'): Violation => ({
  kind: 'false-accept',
  key: 'r0',
  rows,
  because: '',
  chain: [],
  marginUs: 1,
  strength,
});

function meet([aFrom, aTo, a, aOn]: Row, [bFrom, bTo, b, bOn]: Row): boolean {
  const answers = ['accepted', 'rejected'];
  if (!answers.includes(a) || !answers.includes(b) || aFrom === aTo || bFrom === bTo) return false;
  return aOn === bOn && [a, b].includes('accepted') && Math.max(aFrom, bFrom) < Math.min(aTo, bTo);
}

describe('races that were seen', () => {
  const window = fc
    .tuple(
      fc.nat(60),
      fc.nat(20),
      fc.constantFrom<Action['outcome'][]>('accepted', 'rejected', 'unknown'),
      fc.constantFrom('r0', 'r1'),
    )
    .map(([from, took, outcome, resource]): Row => [from, from + took, outcome, resource]);
  const windows = fc
    .array(window, { minLength: 2, maxLength: 20 })
    .map((rows) => rows.toSorted((a, b) => a[0] - b[0]));

  it('are the proven violations among whose actions two met, and the first counts the pairs before it', () => {
    fc.assert(
      fc.property(windows, fc.infiniteStream(fc.nat()), fc.nat(4), (rows, picks, count) => {
        const on = (resource: string): number[] =>
          rows.flatMap((row, index) => (row[3] === resource ? [index] : []));
        const cores = Array.from({ length: count }, (_, index) =>
          on(index % 2 === 0 ? 'r0' : 'r1').filter(() => (picks.next().value ?? 0) % 2 === 0),
        ).filter((core) => core.length > 0);
        const verdict = verdictOf([], { violations: cores.map((core) => violation(core)) });
        const pairsIn = (among: readonly number[]): number[] =>
          among.flatMap((a, index) => among.slice(index + 1).filter((b) => meet(rows[a], rows[b])));
        const firsts = cores.flatMap((core) => {
          const pairs = pairsIn(core);
          return pairs.length === 0 ? [] : [Math.min(...pairs)];
        });
        const until = rows.map((_, index) => index).filter((row) => row <= Math.min(...firsts));
        expect(racesOf(historyFrom(rows), verdict, cooldown)).toEqual({
          meetings: pairsIn(rows.map((_, index) => index)).length,
          races: {
            ...pooledOf(pairsIn(rows.map((_, index) => index)).length, firsts.length > 0),
            violations: firsts.length,
            firstAfter: firsts.length === 0 ? null : pairsIn(until).length,
          },
        });
      }),
      runs(300),
    );
  });

  const pair: readonly Row[] = [
    [0, 10, 'accepted', 'r0'],
    [5, 15, 'accepted', 'r0'],
    [40, 50, 'rejected', 'r0'],
  ];

  const races = (violations: readonly Violation[]) =>
    racesOf(historyFrom(pair), verdictOf([], { violations }), cooldown).races;

  it('are no suspicions, and nothing that needed no meeting', () => {
    expect(races([violation([0, 1])])).toMatchObject({ seen: true, violations: 1, firstAfter: 1 });
    expect(races([violation([0, 1], 'near-edge'), violation([0, 2])])).toMatchObject({
      seen: false,
      violations: 0,
      firstAfter: null,
    });
  });

  it('are looked for only where a proof would have been found', () => {
    const none = { valid: 1, invalid: 0, unknown: 1, vacuous: 0, results: [] };
    for (const changes of [{ void: 'clocks' }, { history: 'unknown' as const }, { keys: none }])
      expect(racesOf(historyFrom(pair), verdictOf([], changes), cooldown)).toMatchObject({
        meetings: 1,
        races: { meetings: 0, seen: false, chanceMax: null },
      });
  });
});
