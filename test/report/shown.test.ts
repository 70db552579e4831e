import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/cooldown.js';
import { judge } from '../../src/oracle/judge.js';
import type { Judgement } from '../../src/oracle/verdict.js';
import { meetingsOf } from '../../src/report/meetings.js';
import { shownOf, type ReportedModel } from '../../src/report/shown.js';
import { actionOf, historyOf, verdictOf } from './fixture.js';
import { runs } from './seed.js';

const model: ReportedModel = {
  describe: 'a cooldown',
  driver: { kind: 'interval-recursion', everyUs: 200 },
  per: ['resource'],
};

type Row = readonly [fromUs: number, toUs: number | null, outcome: Action['outcome'], resource?: string];

function rowsOf(rows: readonly Row[]) {
  return rows.map(([sentAtUs, settledAtUs, outcome, resource = 'r0'], id) =>
    actionOf({ id, intendedAtUs: sentAtUs, sentAtUs, settledAtUs, outcome, resource }),
  );
}

const right: Readonly<Partial<Record<Action['outcome'], Judgement>>> = {
  accepted: 'true-accept',
  rejected: 'true-reject',
};

function shown(rows: readonly Row[], assumptions = {}) {
  const verdict = verdictOf(rows.map(([, , outcome]) => right[outcome] ?? 'open')).perAction;
  const changes = { assumptions: { ...defaultAssumptions, ...assumptions } };
  return shownOf(historyOf(rowsOf(rows)), { ...verdictOf([], changes), perAction: verdict }, model);
}

describe('what right answers show of the limit', () => {
  it.each<readonly [string, readonly Row[], number | null, number | null]>([
    ['nothing without an accept before', [[0, 5, 'accepted']], null, null],
    ['a refusal: sent less settled', [[0, 5, 'accepted'], [150, 160, 'rejected']], 145, null], // prettier-ignore
    ['an accept: settled less sent', [[0, 5, 'accepted'], [215, 222, 'accepted']], null, 222], // prettier-ignore
    ['the last accept counts', [[0, 5, 'accepted'], [215, 222, 'accepted'], [300, 303, 'rejected']], 78, 222], // prettier-ignore
    ['an unknown in between may be the cause of a refusal', [[0, 5, 'accepted'], [50, null, 'unknown'], [150, 160, 'rejected']], null, null], // prettier-ignore
    ['an error may be one too', [[0, 5, 'accepted'], [50, 60, 'error'], [150, 160, 'rejected']], null, null], // prettier-ignore
    ['an accept that overlaps may be one too', [[0, 5, 'accepted'], [145, 170, 'accepted'], [150, 160, 'rejected']], null, null], // prettier-ignore
    ['what ended before is no cause', [[0, 5, 'error'], [10, 15, 'accepted'], [150, 160, 'rejected']], 135, null], // prettier-ignore
    ['another refusal is no cause', [[0, 5, 'accepted'], [50, 60, 'rejected'], [150, 160, 'rejected']], 145, null], // prettier-ignore
    [
      'keys are apart',
      [
        [0, 5, 'accepted', 'r1'],
        [150, 160, 'rejected'],
      ],
      null,
      null,
    ],
    ['what never left was never there', [[0, 5, 'accepted'], [50, null, 'dropped'], [150, 160, 'rejected']], 145, null], // prettier-ignore
  ])('%s', (_, rows, refusesUntilUs, acceptsFromUs) => {
    expect(shown(rows)).toEqual({ refusesUntilUs, acceptsFromUs });
  });

  it('is wider by the coarseness of the times, and says nothing of refusals that others may have caused', () => {
    const rows: readonly Row[] = [
      [0, 5, 'accepted'],
      [150, 160, 'rejected'],
      [215, 222, 'accepted'],
    ];
    expect(shown(rows, { resolutionUs: 10 })).toEqual({ refusesUntilUs: 125, acceptsFromUs: 242 });
    expect(shown(rows, { exclusive: false }).refusesUntilUs).toBeNull();
    expect(shown(rows, { complete: false }).refusesUntilUs).toBeNull();
  });

  const everyUs = 200;
  const limiter = cooldown({ per: ['resource'], everyUs });
  const instants = fc.array(
    fc.record({ gapUs: fc.nat(150), earlyUs: fc.nat(40), lateUs: fc.nat(40), isLost: fc.boolean() }),
    { maxLength: 30 },
  );

  it('always holds the limit of a server that keeps it', () => {
    fc.assert(
      fc.property(instants, (steps) => {
        let atUs = 1000;
        let acceptedUs = Number.NEGATIVE_INFINITY;
        const rows = steps.map(({ gapUs, earlyUs, lateUs, isLost }): Row => {
          atUs += gapUs;
          const accepts = atUs - acceptedUs >= everyUs;
          if (accepts) acceptedUs = atUs;
          if (isLost && gapUs % 7 === 0) return [atUs - earlyUs, null, 'unknown'];
          return [atUs - earlyUs, atUs + lateUs, accepts ? 'accepted' : 'rejected'];
        });
        const history = historyOf(rowsOf(rows.toSorted((a, b) => a[0] - b[0])));
        const exact = { tickUs: 0, driftPpm: 0, minMarginUs: 0, initial: 'fresh' } as const;
        const verdict = judge(limiter, history, { ...defaultAssumptions, ...exact });
        const { refusesUntilUs, acceptsFromUs } = shownOf(history, verdict, model);
        expect(refusesUntilUs ?? 0).toBeLessThan(everyUs);
        expect(acceptsFromUs ?? everyUs).toBeGreaterThanOrEqual(everyUs);
      }),
      runs(500),
    );
  });
});

function meet(a: Row, b: Row): boolean {
  const isAnswer = ([from, to, outcome]: Row): boolean =>
    to !== from && (outcome === 'accepted' || outcome === 'rejected');
  return (
    a[3] === b[3] &&
    isAnswer(a) &&
    isAnswer(b) &&
    (a[2] === 'accepted' || b[2] === 'accepted') &&
    Math.max(a[0], b[0]) < Math.min(a[1] ?? 0, b[1] ?? 0)
  );
}

describe('actions that met', () => {
  const window = fc.record({
    sentAtUs: fc.nat(100),
    tookUs: fc.nat(30),
    outcome: fc.constantFrom<Action['outcome'][]>('accepted', 'rejected', 'unknown', 'error', 'dropped'),
    resource: fc.constantFrom('r0', 'r1'),
  });

  it('are counted as pair by pair', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 30 }), (windows) => {
        const rows = windows
          .toSorted((a, b) => a.sentAtUs - b.sentAtUs)
          .map(({ sentAtUs, tookUs, outcome, resource }): Row => {
            return [sentAtUs, sentAtUs + tookUs, outcome, resource];
          });
        const pairs = rows.flatMap((a, index) => rows.slice(index + 1).filter((b) => meet(a, b)));
        expect(meetingsOf(historyOf(rowsOf(rows)), ['resource'])).toBe(pairs.length);
      }),
      runs(300),
    );
  });
});
