import { expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { historyOf, pasteableRun, small, type Small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'metamorphic';
const runs = 800;

function judged(run: Small): Verdict {
  return judge(cooldown({ per: ['resource'], everyUs: run.everyUs }), historyOf(run), run.assumptions);
}

/** Everything but names, sentences and the order of keys. */
function essence({ history, perAction, violations, decided, correct, keys }: Verdict): unknown {
  const found = violations.map(({ kind, rows, marginUs, strength }) => ({ kind, rows, marginUs, strength }));
  const { valid, invalid, unknown, vacuous } = keys;
  return { history, decided, correct, valid, invalid, unknown, vacuous, found, perAction: [...perAction] };
}

function eachRun(name: string, check: (run: Small) => void): void {
  const random = randomOf(seed, name);
  for (let index = 0; index < runs; index++) {
    const run = small(random);
    try {
      check(run);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${pasteableRun(run)}`, { cause: error });
    }
  }
}

const shifted = (atUs: number | null, byUs: number): number | null => (atUs === null ? null : atUs + byUs);

it('does not change when all times shift', () => {
  eachRun('shift', (run) => {
    const byUs = 1_000_003;
    const actions = run.actions.map((action): Action => ({
      ...action,
      intendedAtUs: action.intendedAtUs + byUs,
      sentAtUs: shifted(action.sentAtUs, byUs),
      settledAtUs: shifted(action.settledAtUs, byUs),
    }));
    const events = run.events.map((event) => ({ ...event, atUs: event.atUs + byUs }));
    expect(essence(judged({ ...run, actions, events }))).toEqual(essence(judged(run)));
  });
});

it('does not change when users and resources get other names', () => {
  eachRun('rename', (run) => {
    const actions = run.actions.map((action) => ({
      ...action,
      user: `somebody ${action.user}`,
      resource: action.resource === 'r0' ? 'zebra' : 'ant',
    }));
    expect(essence(judged({ ...run, actions }))).toEqual(essence(judged(run)));
  });
});

it('does not change with the order in which actions were written down', () => {
  eachRun('order', (run) => {
    expect(judged({ ...run, actions: [...run.actions].reverse() })).toEqual(judged(run));
  });
});

it('is the same when judged twice', () => {
  eachRun('twice', (run) => expect(judged(run)).toEqual(judged(run)));
});

it('a valid history stays valid when an outcome becomes unknown, and decides no more', () => {
  eachRun('unknown', (drawn) => {
    // A horizon is a promise about unanswered actions: it would cut windows that an answer left wide.
    const run = { ...drawn, assumptions: { ...drawn.assumptions, horizonUs: null } };
    const before = judged(run);
    if (before.history !== 'valid') return;
    run.actions.forEach(({ outcome }, index) => {
      if (outcome === 'dropped') return;
      const actions = run.actions.map((action, other) =>
        other === index ? { ...action, outcome: 'unknown' as const } : action,
      );
      const after = judged({ ...run, actions });
      expect(after.history).toBe('valid');
      expect(after.decided).toBeLessThanOrEqual(before.decided);
    });
  });
});

it('an innocent history stays innocent when everything is allowed more', () => {
  eachRun('allow', (run) => {
    if (judged(run).history !== 'valid') return;
    const { assumptions } = run;
    const allowances = [
      { tickUs: assumptions.tickUs + 1 },
      { driftPpm: assumptions.driftPpm + 10_000 },
      { graceUs: { early: assumptions.graceUs.early + 1, late: assumptions.graceUs.late + 1 } },
      { horizonUs: null },
      { resolutionUs: assumptions.resolutionUs + 1 },
      { exclusive: false },
      { complete: false },
      { initial: 'unknown' as const },
    ];
    for (const allowance of allowances)
      expect(judged({ ...run, assumptions: { ...assumptions, ...allowance } }).history).toBe('valid');
  });
});

it('keys do not touch each other', () => {
  eachRun('keys', (run) => {
    const verdict = judged(run);
    for (const resource of ['r0', 'r1']) {
      const actions = run.actions.filter((action) => action.resource === resource);
      const alone = judged({ ...run, actions });
      const result = verdict.keys.results.find(({ key }) => key === resource);
      expect(alone.keys.results[0]?.history).toBe(result?.history);
      expect(alone.violations.map(({ because }) => because)).toEqual(
        verdict.violations.filter(({ key }) => key === resource).map(({ because }) => because),
      );
    }
  });
});
