import { noReceipts } from '../../src/history/receipts.js';
import { judgements, type Judgement, type Verdict } from '../../src/oracle/verdict.js';
import type { Action, HistoryEvent, KeyField } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import { outcomeKinds } from '../../src/history/outcome.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { noLatency } from '../../src/report/latency.js';
import { reportOf, type ReportInput } from '../../src/report/report-of.js';
import type { Report } from '../../src/report/report.js';
import { expressionOf } from '../../src/thresholds/expression.js';
import type { Threshold } from '../../src/thresholds/threshold.js';

/** A history over plain rows, written apart from the real columns, so that both can be wrong only differently. */
export function historyOf(
  actions: readonly Action[],
  events: readonly HistoryEvent[] = [],
  complete = true,
): History {
  const dictionaries = new Map<KeyField, string[]>();
  const textsOf = (field: KeyField): string[] => {
    const known = dictionaries.get(field) ?? [...new Set(actions.flatMap((action) => action[field] ?? []))];
    dictionaries.set(field, known);
    return known;
  };
  return {
    length: actions.length,
    sentAtUs: Float64Array.from(actions, (action) => action.sentAtUs ?? Number.NaN),
    settledAtUs: Float64Array.from(actions, (action) => action.settledAtUs ?? Number.POSITIVE_INFINITY),
    intendedAtUs: Float64Array.from(actions, (action) => action.intendedAtUs),
    outcome: Uint8Array.from(actions, (action) => outcomeKinds.indexOf(action.outcome)),
    outcomeAt: (row) => at(actions, row).outcome,
    codes: (field) =>
      Int32Array.from(actions, (action) => {
        const text = action[field];
        return text === undefined ? -1 : textsOf(field).indexOf(text);
      }),
    text: (field, code) => textsOf(field)[code] ?? '',
    reasonAt: (row) => at(actions, row).reason,
    costAt: (row) => at(actions, row).cost ?? 1,
    retryAfterMsAt: (row) => at(actions, row).retryAfterMs,
    tokenAt: (row) => at(actions, row).token,
    actionAt: (row) => at(actions, row),
    events,
    receipts: noReceipts,
    complete,
  };
}

function at(actions: readonly Action[], row: number): Action {
  const action = actions[row];
  if (action === undefined) throw new RangeError(`no row ${row}`);
  return action;
}

/** One row with everything usual about it. */
export function actionOf(changes: Partial<Action> = {}): Action {
  return {
    id: 0,
    user: 'u0',
    resource: 'r0',
    step: 0,
    intendedAtUs: 1_000_000,
    sentAtUs: 1_000_200,
    settledAtUs: 1_003_400,
    outcome: 'accepted',
    ...changes,
  };
}

/** A verdict whose numbers are counted from the judgements of the rows. */
export function verdictOf(perAction: readonly Judgement[], changes: Partial<Verdict> = {}): Verdict {
  const count = (judgement: Judgement): number => perAction.filter((one) => one === judgement).length;
  const correct = count('true-accept') + count('true-reject');
  return {
    model: 'cooldown',
    assumptions: defaultAssumptions,
    history: 'valid',
    decided: correct + count('false-accept') + count('false-reject') + count('wrong-reason'),
    correct,
    undecidable: count('undecidable'),
    trueAccepts: count('true-accept'),
    trueRejects: count('true-reject'),
    falseAccepts: count('false-accept'),
    falseRejects: count('false-reject'),
    wrongReasons: count('wrong-reason'),
    nearEdge: count('near-edge'),
    marginUs: null,
    keys: { valid: 1, invalid: 0, unknown: 0, vacuous: 0, results: [{ key: 'r0', history: 'valid' }] },
    violations: [],
    perAction: Uint8Array.from(perAction, (judgement) => judgements.indexOf(judgement)),
    void: null,
    notes: [],
    ...changes,
  };
}

/** Everything a report needs around history and verdict. */
export function inputOf(history: History, verdict: Verdict, changes: Partial<ReportInput> = {}): ReportInput {
  return {
    scenario: { name: 'voting', hash: 'sha256:5ce0', minResolution: 0.5, prove: 'both' },
    plan: {
      hash: 'sha256:0123456789abcdef0123456789abcdef',
      header: { users: 3, resources: 3, actions: history.length, durationUs: 10_000_000 },
    },
    model: {
      describe: 'a cooldown of 1000 ms per resource',
      driver: { kind: 'interval-recursion', everyUs: 1_000_000 },
      per: ['resource'],
    },
    history,
    verdict,
    run: runFacts,
    ...changes,
  };
}

export const runFacts: ReportInput['run'] = {
  command: 'turnwise run voting --seed demo',
  environment: { turnwise: '0.1.0', node: '20.20.2', os: 'linux', startedAt: '2026-01-02T03:04:05.000Z' },
  seed: 'demo',
  interrupted: false,
  connections: { bytesIn: 12_345, bytesOut: 54_321 },
  harness: { eventLoopDelay: noLatency, cpuUs: 1_230_000, rssBytes: 98_765_432 },
};

/** A small run in which every answer is right: half accepted, half rejected, by three users on three resources. */
export function calmRun(rows = 60): {
  readonly actions: readonly Action[];
  readonly judged: readonly Judgement[];
} {
  const actions = Array.from({ length: rows }, (_, id) => {
    const outcome = id % 2 === 0 ? 'accepted' : 'rejected';
    const intendedAtUs = 1_000_000 + id * 100_000;
    return actionOf({
      id,
      user: `u${id % 3}`,
      resource: `r${(id + Math.floor(id / 3)) % 3}`,
      step: Math.floor(id / 3),
      phase: id < rows / 2 ? 'rounds' : 'duels',
      intendedAtUs,
      sentAtUs: intendedAtUs + 150 + (id % 7) * 10,
      settledAtUs: intendedAtUs + 2500 + ((id * 37) % 100) * 30,
      outcome,
      ...(outcome === 'rejected' ? { reason: 'cooldown' } : {}),
    });
  });
  return {
    actions,
    judged: actions.map(({ outcome }) => (outcome === 'accepted' ? 'true-accept' : 'true-reject')),
  };
}

export function opened(users: number): readonly HistoryEvent[] {
  return Array.from({ length: users }, (_, user) => ({
    kind: 'connection-opened' as const,
    atUs: 10_000 + user,
    user: `u${user}`,
    connection: `u${user}.1`,
    connectUs: 4000 + user * 500,
  }));
}

/** Text as a hostile server would send it. */
export const hostileText =
  '<script>alert(1)</script>\u001B[31mred\u001B[0m\u001B]0;title\u0007\r\nturnwise: PASS\u0000\u009B2J\u202Eevil"\'`&]]>\uD800\u2028x';

export type { Report };
export { reportOf };

/** A threshold of the whole run, as it is demanded. */
export function demandOf(text: string, changes: Partial<Threshold> = {}): Threshold {
  const { asked: _, ...expression } = expressionOf(text);
  return { ...expression, scope: null, abortAfterUs: null, ...changes };
}
