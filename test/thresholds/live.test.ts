import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { catalogue } from '../../src/thresholds/catalogue.js';
import { failsForSure, isBeyond, nothingYet, type SoFar } from '../../src/thresholds/live.js';
import type { Threshold } from '../../src/thresholds/threshold.js';
import { actionOf, demandOf, historyOf, inputOf, reportOf, runFacts, verdictOf } from '../report/fixture.js';
import { runs } from '../report/seed.js';

/** What becomes of an action of a run, and how long it takes. */
interface Fate {
  readonly outcome: Action['outcome'];
  readonly lateUs: number;
  readonly serviceUs: number;
  /** Not answered yet when somebody looks before the end. */
  readonly isLate: boolean;
}

type Seen = Fate & { readonly isOverdue: boolean };

const durations = fc.constantFrom(0, 900, 1000, 1001, 2000, 70_000);
const fates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.record({
    outcome: fc.constantFrom('accepted', 'accepted', 'rejected', 'error', 'unknown', 'dropped'),
    lateUs: durations,
    serviceUs: durations,
    isLate: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

const live = catalogue.filter(
  (metric) => metric.live.includes('run') && /^(?:actions|latency|harness)\./u.test(metric.name),
);
const bounds = {
  us: ['0us', '1ms', '1001us', '2ms'],
  count: ['0', '1', '5', '30'],
  share: ['0', '0.05', '50%', '1'],
} as const;
const thresholds: fc.Arbitrary<Threshold> = fc.constantFrom(...live).chain(({ name, unit }) => {
  const values = fc.constantFrom(...bounds[unit as keyof typeof bounds]);
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), values)
      .map(([op, value]) => demandOf(`${name} ${op} ${value}`)),
    values.map((value) => demandOf(`${name} in [0, ${value}]`)),
  );
});

function actionAfter({ outcome, lateUs, serviceUs, isOverdue }: Seen, id: number): Action {
  const intendedAtUs = id * 10_000;
  const sentAtUs = outcome === 'dropped' ? null : intendedAtUs + lateUs;
  const isAnswered = sentAtUs !== null && outcome !== 'unknown';
  return actionOf({
    id,
    intendedAtUs,
    sentAtUs,
    settledAtUs: isAnswered ? sentAtUs + serviceUs : null,
    outcome,
    ...(outcome === 'unknown' && { reason: isOverdue ? 'no answer in time' : 'connection lost' }),
  });
}

/** What is known after the first so many, counted apart from the code that counts in a run. */
function soFarOf({ metric, demand }: Threshold, all: readonly Fate[], many: number): SoFar {
  const seen = seenOf(all, many);
  const of = (kind: Fate['outcome']): number => seen.filter(({ outcome }) => outcome === kind).length;
  const [room, series] = metric.split('.');
  const times = seen.flatMap(({ outcome, lateUs, serviceUs }) => {
    if (outcome === 'dropped') return [];
    if (room === 'harness') return [lateUs];
    if (outcome === 'unknown') return [];
    if ((series === 'accepted' || series === 'rejected') && outcome !== series) return [];
    return [series === 'service' ? serviceUs : lateUs + serviceUs];
  });
  return {
    ...nothingYet(all.length),
    sent: many - of('dropped'),
    accepted: of('accepted'),
    rejected: of('rejected'),
    errors: of('error'),
    // What is overdue may still be answered.
    unknown: seen.filter(({ outcome, isOverdue }) => outcome === 'unknown' && !isOverdue).length,
    dropped: of('dropped'),
    count: times.length,
    beyond: times.filter((us) => isBeyond(demand, us)).length,
    sumUs: times.reduce((sum, us) => sum + us, 0),
    maxUs: Math.max(0, ...times),
  };
}

/** The first so many as they look by then. */
function seenOf(all: readonly Fate[], many: number): readonly Seen[] {
  if (many === all.length) return all.map((fate) => ({ ...fate, isOverdue: false }));
  return all.slice(0, many).map((fate) => {
    const isOverdue = fate.isLate && fate.outcome !== 'dropped';
    return { ...fate, isOverdue, outcome: isOverdue ? 'unknown' : fate.outcome };
  });
}

const run = { connections: {}, judged: { decided: 0, correct: 0, violations: 0 } };

function okOf(
  threshold: Threshold,
  all: readonly Fate[],
  many: number,
  how: 'cut' | 'interrupted' | 'broken' = 'cut',
): boolean | null | undefined {
  const actions = seenOf(all, many).map(actionAfter);
  const history = historyOf(actions, [], how !== 'broken');
  const input = inputOf(history, verdictOf(actions.map(() => 'open')), {
    thresholds: [threshold],
    run: { ...runFacts, interrupted: how === 'interrupted' },
  });
  const plan = { hash: 'sha256:0', header: { users: 1, resources: 1, actions: all.length, durationUs: 1 } };
  return reportOf({ ...input, plan }).thresholds[0]?.ok;
}

describe('what fails for sure', () => {
  it('fails in the end, whether the run goes on or is stopped there', () => {
    let sure = 0;
    fc.assert(
      fc.property(fates, thresholds, fc.nat(60), (all, threshold, at) => {
        const many = at % (all.length + 1);
        if (!failsForSure(threshold, soFarOf(threshold, all, many), run)) return;
        sure++;
        expect(okOf(threshold, all, all.length)).toBe(false);
        for (const how of ['cut', 'interrupted', 'broken'] as const)
          expect(okOf(threshold, all, many, how)).toBe(false);
      }),
      runs(400),
    );
    expect(sure).toBeGreaterThan(30);
  });

  it('is all that fails of a run that ended early, and nothing holds of one that was stopped', () => {
    let failed = 0;
    fc.assert(
      fc.property(
        fates,
        thresholds,
        fc.nat(60),
        fc.constantFrom('cut', 'interrupted', 'broken'),
        (all, threshold, at, how) => {
          fc.pre(all.length > 1);
          const many = at % all.length;
          const ok = okOf(threshold, all, many, how);
          if (how !== 'cut') expect(ok).not.toBe(true);
          if (ok !== false || (how === 'cut' && many === 0)) return;
          failed++;
          expect(okOf(threshold, all, all.length)).toBe(false);
        },
      ),
      runs(400),
    );
    expect(failed).toBeGreaterThan(30);
  });

  it('of counts and shares is all that fails, once everything is known', () => {
    fc.assert(
      fc.property(fates, thresholds, (all, threshold) => {
        fc.pre(threshold.metric.startsWith('actions.'));
        const ok = okOf(threshold, all, all.length);
        if (ok === null) return;
        expect(failsForSure(threshold, soFarOf(threshold, all, all.length), run)).toBe(ok === false);
      }),
      runs(150),
    );
  });

  it('takes wrong answers back never, and counts on every answer that may still be right', () => {
    const wrong = { connections: {}, judged: { decided: 40, correct: 39, violations: 1 } };
    const soFar = { ...nothingYet(100), sent: 40 };
    const sureOf = (text: string): boolean => failsForSure(demandOf(text), soFar, wrong);
    expect(sureOf('oracle.violations == 0')).toBe(true);
    expect(sureOf('oracle.violations <= 1')).toBe(false);
    expect(sureOf('oracle.accuracy == 1')).toBe(true);
    expect(sureOf('oracle.accuracy >= 99%')).toBe(false);
    expect(sureOf('oracle.accuracy > 99%')).toBe(true);
    expect(
      failsForSure(demandOf('connections.failed == 0'), soFar, { ...wrong, connections: { failed: 2 } }),
    ).toBe(true);
  });
});
