import type { Action, HistoryEvent } from '../../src/history/action.js';
import type { Judgement, Verdict, Violation } from '../../src/oracle/verdict.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import type { ComparedMetric } from '../../src/report/comparison.js';
import { noLatency } from '../../src/report/latency.js';
import { measuredTally, type Measured } from '../../src/report/metrics.js';
import { repeatsOf } from '../../src/report/repeats.js';
import type { ReportInput } from '../../src/report/report-of.js';
import {
  actionOf,
  calmRun,
  historyOf,
  hostileText,
  inputOf,
  opened,
  reportOf,
  runFacts,
  verdictOf,
  type Report,
  demandOf,
} from '../report/fixture.js';

const calm = calmRun(60);

const violation = (changes: Partial<Violation>): Violation => ({
  kind: 'false-accept',
  key: 'r2',
  rows: [2, 4],
  because: 'r2 accepted u1 at most 612 ms after it accepted u2; the cooldown is 1000 ms.',
  chain: [],
  marginUs: 388_000,
  strength: 'proven',
  ...changes,
});

/** Times of hooks, and a trend, a counter and a rate for each name. */
function measuredOf(hooks: readonly string[], names: readonly string[]): Measured {
  const tally = measuredTally();
  for (let value = 0; value < 200; value++) {
    const group = value % 3 === 0 ? 'reps' : 'managers';
    for (const hook of hooks) tally.take({ metric: hook, of: 'hook', value: value * 100, group });
    for (const name of names) {
      tally.take({ metric: name, of: 'trend', value: value * 1234.5 - 20, group });
      tally.take({ metric: `${name} sold`, of: 'counter', value, group });
      tally.take({ metric: `${name} full`, of: 'rate', value: value % 4 === 0 ? 1 : 0, group });
    }
  }
  return tally.measured();
}

function sample(changes: {
  readonly actions?: readonly Action[];
  readonly judged?: readonly Judgement[];
  readonly events?: readonly HistoryEvent[];
  readonly verdict?: Partial<Verdict>;
  readonly run?: Partial<ReportInput['run']>;
  readonly input?: Partial<ReportInput>;
}): Report {
  const history = historyOf(changes.actions ?? calm.actions, changes.events ?? opened(3));
  const verdict = verdictOf(changes.judged ?? calm.judged, changes.verdict);
  return reportOf(inputOf(history, verdict, { ...changes.input, run: { ...runFacts, ...changes.run } }));
}

/** Sessions with hooks that failed and blocked, and numbers of their own. */
export const measured = sample({
  events: [
    ...opened(3),
    ...Array.from({ length: 40 }, (_, index) => ({
      kind: 'connection-opened' as const,
      atUs: index * 50_000,
      user: `u${index}`,
      connection: `c${index}`,
      connectUs: 2000,
    })),
    { kind: 'hook-failed', atUs: 5, user: 'u1', hook: 'login', reason: 'HTTP 503' },
    { kind: 'hook-failed', atUs: 9, user: 'u2', hook: 'login', reason: 'HTTP 503' },
    { kind: 'hook-failed', atUs: 9, user: 'u2', hook: 'join', reason: 'no answer within 2 s' },
    { kind: 'hook-blocked', atUs: 9, user: 'u2', hook: 'join', blockedUs: 81_500 },
  ],
  run: { measured: measuredOf(['login', 'join', 'background heartbeat'], ['basket', 'quotes per message']) },
});

/** Everything went well. */
export const passing = sample({});

/** A proven violation, a suspicion, wrong and missing answers, loud notes. */
export const failing = sample({
  actions: calm.actions.map((action, index) => {
    if (index === 7)
      return { ...action, outcome: 'unknown', settledAtUs: null, reason: 'no answer within 2 s' };
    if (index === 9) return { ...action, outcome: 'error', reason: 'internal error' };
    return action;
  }),
  judged: calm.judged.map((judgement, index) => {
    if (index === 4) return 'false-accept';
    return index === 7 || index === 9 ? 'open' : judgement;
  }),
  events: [
    ...opened(3),
    { kind: 'connection-lost', atUs: 2_000_000, user: 'u1', connection: 'u1.1', reason: 'transport close' },
    { kind: 'connection-opened', atUs: 2_100_000, user: 'u1', connection: 'u1.2', connectUs: 3000 },
  ],
  verdict: {
    history: 'invalid',
    marginUs: 388_000,
    keys: { valid: 2, invalid: 1, unknown: 0, vacuous: 0, results: [{ key: 'r2', history: 'invalid' }] },
    violations: [
      violation({}),
      violation({
        kind: 'false-reject',
        key: 'r1',
        rows: [1, 3, 7],
        because: 'r1 rejected u0 although its cooldown had ended 3 ms before.',
        marginUs: 250,
        strength: 'near-edge',
      }),
    ],
    notes: ['2 answers were not judged: their keys were touched before the run'],
  },
  run: {
    command: 'turnwise run voting --target http://127.0.0.1:3000 --seed demo --users 30 --resources 10',
    notes: ['certificates were not checked (--insecure)'],
    environment: { ...runFacts.environment, zeroAt: '2026-01-02T03:04:05.006Z' },
  },
  input: {
    thresholds: [
      demandOf('latency.accepted.p99 < 5ms'),
      demandOf('delivery.reach >= 99.9%'),
      demandOf('actions.errors < 10'),
    ],
  },
});

/** Half of the answers could have gone either way, and no accept was decided. */
export const inconclusive = sample({
  judged: calm.judged.map((judgement, index) =>
    judgement === 'true-accept' || index < 20 ? 'undecidable' : judgement,
  ),
});

/** The clocks parted: accusations do not count. */
export const voided = sample({
  verdict: {
    void: 'wall clock and monotonic clock drifted apart by 812.4 ms',
    violations: [violation({})],
  },
});

/** Ctrl-C in the middle. */
export const interrupted = sample({ run: { interrupted: true } });

/** Nobody got in. */
export const refused = sample({
  actions: [],
  judged: [],
  events: ['u0', 'u1', 'u2'].map((user) => ({
    kind: 'connection-failed',
    atUs: 5000,
    user,
    reason: 'connect ECONNREFUSED 127.0.0.1:3000',
  })),
  verdict: { keys: { valid: 0, invalid: 0, unknown: 0, vacuous: 0, results: [] } },
});

/** The limit was asked on two connections, after trouble that the run made. */
export const evaded = sample({
  actions: calm.actions.map((action, index) => ({
    ...action,
    connection: `${action.user}.${index < 3 ? 1 : 2}`,
  })),
  judged: calm.judged.map((judgement, index) => (index === 6 ? 'false-accept' : judgement)),
  events: [
    ...opened(3),
    {
      kind: 'fault',
      atUs: 1_300_000,
      untilUs: 1_300_000,
      fault: 'drop',
      text: '15 users lose their connections without a word and are back after 500 ms',
      users: 15,
      userNames: Array.from({ length: 15 }, (_, index) => `u${index * 2}`),
    },
    { kind: 'fault', atUs: 4e6, untilUs: 6e6, fault: 'cut', text: 'the network is gone for 2 s' },
    { kind: 'fault', atUs: 6e6, untilUs: 6_000_400, fault: 'cut', text: 'over: the network is gone for 2 s' },
  ],
  verdict: {
    history: 'invalid',
    violations: [
      violation({
        key: 'u0',
        rows: [0, 6],
        because: 'u0 was accepted twice within 603 ms; the cooldown is 1000 ms.',
      }),
    ],
  },
});

/** Every text that can come from outside is an attack. */
export const hostile: Report = (() => {
  const actions = calm.actions.map((action, index) => ({
    ...action,
    user: `${action.user}${hostileText}`,
    resource: `${action.resource}${hostileText}`,
    phase: hostileText,
    reason: hostileText,
    outcome: index === 9 ? ('error' as const) : action.outcome,
  }));
  const reason = hostileText;
  const report = sample({
    actions,
    judged: calm.judged.map((judgement, index) => (index === 4 ? 'false-accept' : judgement)),
    events: [
      { kind: 'connection-failed', atUs: 1, user: hostileText, reason },
      { kind: 'connection-failed', atUs: 1, user: hostileText, reason: `${reason}\u200B` },
      { kind: 'note', atUs: 1, text: hostileText },
      { kind: 'fault', atUs: 1, fault: hostileText, text: hostileText, users: 2, userNames: [hostileText] },
      { kind: 'hook-failed', atUs: 1, user: hostileText, hook: hostileText, reason },
      { kind: 'hook-blocked', atUs: 1, user: hostileText, hook: hostileText, blockedUs: 60_000 },
    ],
    verdict: {
      history: 'invalid',
      notes: [hostileText],
      violations: [violation({ key: hostileText, because: `${hostileText} accepted twice.` })],
    },
    input: {
      model: { describe: hostileText, driver: { kind: 'interval-recursion', everyUs: 1 }, per: ['resource'] },
      thresholds: [
        demandOf('actions.errors < 0', { scope: { by: 'group', name: hostileText } }),
        demandOf('actions.errors < 0', { metric: hostileText, expression: hostileText }),
      ],
    },
    run: {
      command: `turnwise run ${hostileText}`,
      seed: hostileText,
      notes: [hostileText],
      measured: measuredOf([hostileText], [hostileText]),
      environment: {
        turnwise: hostileText,
        node: hostileText,
        os: hostileText,
        startedAt: hostileText,
        zeroAt: hostileText,
      },
    },
  });
  return { ...report, scenario: { name: hostileText, hash: hostileText } };
})();

const log: Partial<ReportInput> = { plan: null };
const unmeasured = { seed: null, harness: { eventLoopDelay: noLatency, cpuUs: 0, rssBytes: 0 } };
const untold = { ...runFacts, ...unmeasured, connections: { bytesIn: 0, bytesOut: 0 } };

/** The log of another tool, of which actions may be missing: no connection, no generator, no plan. */
export const logged = sample({
  judged: calm.judged.map((judgement) => (judgement === 'true-accept' ? 'undecidable' : judgement)),
  events: [],
  verdict: { assumptions: { ...defaultAssumptions, complete: false, initial: 'fresh' } },
  input: log,
  run: { ...untold, command: 'turnwise check actions.ndjson' },
});

/** Nearly everything was answered with what the wire cannot read, each time with another number. */
export const misread = sample({
  actions: calm.actions.map((action, index) =>
    index < 9
      ? action
      : { ...action, outcome: 'error', reason: `matches neither accepted nor rejected: {took: ${index}}` },
  ),
  judged: calm.judged.map((judgement, index) => (index < 9 ? judgement : 'open')),
});

/** The server went away in the middle. */
export const lost = sample({
  actions: calm.actions.map((action, index) =>
    index < 30 ? action : { ...action, outcome: 'dropped', sentAtUs: null, settledAtUs: null },
  ),
  judged: calm.judged.map((judgement, index) => (index < 30 ? judgement : 'open')),
  events: [
    ...opened(3),
    ...['u0', 'u1', 'u2'].map((user) => ({
      kind: 'connection-lost' as const,
      atUs: 3_990_000,
      user,
      connection: `${user}.1`,
      reason: 'transport close',
    })),
  ],
});

/** The same plan in virtual time, against a server that refuses what it must not. */
export const simulated = sample({
  judged: calm.judged.map((judgement, index) => (index === 5 ? 'false-reject' : judgement)),
  verdict: {
    history: 'invalid',
    violations: [
      violation({
        kind: 'false-reject',
        rows: [5],
        because: 'r0 refused u2 although nothing had ever been accepted there; the cooldown is 1000 ms.',
      }),
    ],
  },
  run: { ...untold, seed: 'demo', command: 'turnwise simulate voting --seed demo' },
});

const play = {
  seed: 'demo',
  verdict: 'pass',
  actions: 60,
  decided: 60,
  violations: 0,
  meetings: 15,
  races: 0,
  raceAfter: null,
  folder: 'runs/1',
} as const;

/** Played with three seeds: one found a race, and nobody waited for the last. */
export const repeated: Report = {
  ...failing,
  seed: 'demo/2',
  repeats: repeatsOf(4, [
    play,
    { ...play, seed: 'demo/2', verdict: 'fail', violations: 1, races: 1, raceAfter: 8, folder: 'runs/2' },
    { ...play, seed: `demo/3${hostileText}`, verdict: 'inconclusive', actions: 12, decided: 7, meetings: 1 },
  ]),
};

/** Beside an earlier run, some numbers of which were other ones. */
export const compared: Report = {
  ...passing,
  comparison: {
    baseline: {
      scenario: 'voting',
      seed: 'demo',
      planHash: 'sha256:0123456789ab',
      startedAt: '2026-01-01T10:00:00.000Z',
      verdict: 'pass',
      turnwise: '0.6.0',
    },
    notes: ['each of the two was played once, so that nobody knows how far two runs differ by themselves'],
    metrics: [
      comparedOf('oracle.accuracy', 'share', [1, 1], 'same'),
      comparedOf('oracle.falseAccepts', 'count', [0, 0], 'same'),
      comparedOf('latency.accepted.p95', 'us', [4100, 5380], 'worse', [5240, 5440]),
      comparedOf('latency.rejected.p50', 'us', [3950, 3910], 'within-noise', [3600, 4200]),
      comparedOf('actions.acceptedPerSecond', 'perSecond', [4.2, 4.9], 'better'),
      comparedOf('connections.bytesOut', 'bytes', [0, 54_000], 'changed'),
      comparedOf('delivery.reach', 'share', [null, null], 'unknown'),
    ],
  },
};

function comparedOf(
  metric: string,
  unit: ComparedMetric['unit'],
  [before, now]: readonly [number | null, number | null],
  change: ComparedMetric['change'],
  nowInterval: ComparedMetric['nowInterval'] = null,
): ComparedMetric {
  return { metric, unit, before, now, beforeInterval: null, nowInterval, change };
}

export const samples = {
  passing,
  measured,
  failing,
  inconclusive,
  voided,
  interrupted,
  refused,
  hostile,
  logged,
  misread,
  lost,
  simulated,
  repeated,
  evaded,
  compared,
};
export { actionOf, hostileText };
