import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { deliveryReportOf } from '../../src/report/delivery.js';
import { deliveryDoubts } from '../../src/report/delivery-verdict.js';
import { judgeDelivery } from '../../src/oracle/delivery/judge-delivery.js';
import type { StateVerdict } from '../../src/oracle/state/verdict.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { ReportInput } from '../../src/report/report-of.js';
import { actionOf, calmRun, historyOf, inputOf, opened, reportOf, runFacts, verdictOf } from './fixture.js';

const users = ['u0', 'u1', 'u2'];
const unsent = (reason: string) =>
  users.map((user) => actionOf({ user, outcome: 'dropped', sentAtUs: null, settledAtUs: null, reason }));
const failed = (reason: string): readonly HistoryEvent[] =>
  users.map((user) => ({ kind: 'connection-failed', atUs: 5, user, reason }));
const hooked = (hook: string): readonly HistoryEvent[] =>
  users.map((user) => ({ kind: 'hook-failed', atUs: 4, user, hook, reason: 'HTTP 503' }));
const open = verdictOf(['open', 'open', 'open']);
const unread: StateVerdict = {
  checks: [
    {
      name: 'stock',
      kind: 'number',
      readings: 0,
      unread: 1,
      unreadBecause: 'HTTP 404',
      keys: 0,
      compared: 0,
      exact: 0,
      strangers: 0,
      doubt: null,
      notes: [],
      violations: [],
    },
  ],
};

function reportFor(
  rows: Parameters<typeof historyOf>[0],
  events: readonly HistoryEvent[],
  changes: Partial<ReportInput> = {},
) {
  return reportOf(inputOf(historyOf(rows, events), open, changes));
}

describe('why nothing could be judged comes first, and alone', () => {
  it('hooks that fail, and the advice is about them', () => {
    const { reasons, next } = reportFor(
      unsent('not connected'),
      [...hooked('login'), ...failed('the login hook failed: HTTP 503')],
      { state: unread },
    );
    expect(reasons[0]).toBe(
      'nobody could connect: hooks failed for 3 users, most often `login`: HTTP 503 (3 times)',
    );
    expect(reasons.join('\n')).not.toMatch(/state|never got in|for good/u);
    expect(next).toHaveLength(1);
    expect(next[0]).toMatch(/^Look at the hook `login` first/u);
  });

  it('hooks that fail once users are in', () => {
    const { reasons } = reportFor(unsent('not connected'), [...opened(3), ...hooked('join')]);
    expect(reasons).toEqual([
      'no action was sent: hooks failed for 3 users, most often `join`: HTTP 503 (3 times)',
    ]);
  });

  it('connections that are refused, whatever else a hook did', () => {
    const { reasons } = reportFor(unsent('not connected'), [...hooked('after'), ...failed('refused')]);
    expect(reasons).toEqual(['nobody could connect; most often: refused (3 times)']);
  });

  it('what kept actions from leaving, not what connections said', () => {
    const events = [...opened(3), ...failed('refused').slice(0, 1)];
    const { reasons } = reportFor(unsent('the act hook failed: x'), events, { state: unread });
    expect(reasons[0]).toBe('no action was sent; most often: the act hook failed: x (3 times)');
    expect(reasons.join()).not.toContain('could never be read');
  });

  it('doubts of the state stay where actions were sent', () => {
    const rows = users.map((user) => actionOf({ user, outcome: 'unknown', settledAtUs: null }));
    expect(reportFor(rows, opened(3), { state: unread }).reasons.join()).toContain('could never be read');
  });
});

describe('who is without a connection', () => {
  it('never got in, or lost it', () => {
    const { actions, judged } = calmRun(20);
    const rows = actions.map((action) =>
      action.user === 'u0'
        ? action
        : { ...action, outcome: 'dropped' as const, sentAtUs: null, settledAtUs: null },
    );
    const gone: readonly HistoryEvent[] = [
      ...opened(2),
      { kind: 'connection-failed', atUs: 5, user: 'u2', reason: 'HTTP 401' },
      { kind: 'connection-lost', atUs: 20_000, user: 'u1', connection: 'u1.1', reason: 'gone' },
    ];
    const seen = rows.map(({ outcome }, index) =>
      outcome === 'dropped' ? 'open' : (judged[index] ?? 'open'),
    );
    const { reasons, connections } = reportOf(inputOf(historyOf(rows, gone), verdictOf(seen)));
    expect(connections.stranded).toEqual({ users: 2, actions: 13, sinceUs: 5 });
    expect(reasons.slice(0, 2)).toEqual([
      '1 user never got in, so 6 planned actions never left; most often: HTTP 401 (1 time)',
      '1 user lost the connection for good, so 7 planned actions never left; most often: HTTP 401 (1 time)',
    ]);
  });
});

describe('a server that died', () => {
  const { actions, judged } = calmRun(20);
  const lost: readonly HistoryEvent[] = [
    ...opened(3),
    { kind: 'connection-lost', atUs: 2_900_000, user: 'u1', connection: 'u1.1', reason: 'gone' },
  ];
  const died = (death: string, events = lost) =>
    reportOf(
      inputOf(historyOf(actions, events), verdictOf(judged), { run: { ...runFacts, serverDied: death } }),
    );

  it('is the first reason, with the one line that says most', () => {
    expect(died('exit code 7: disk full')).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['the server died: exit code 7: disk full (its last words)'],
    });
    const stack =
      'exit code 1: /srv/x.ts:4\n  throw new Error("no");\n  ^\n\nError: no more\n    at f (x.ts:4:1)\n\nNode.js v20.1.0';
    expect(died(stack).reasons[0]).toBe('the server died: exit code 1: Error: no more (its last words)');
    expect(died('SIGKILL').reasons[0]).toBe('the server died: SIGKILL');
    expect(died('node 1 of 2: SIGSEGV: oh').reasons[0]).toBe(
      'the server died: node 1 of 2: SIGSEGV: oh (its last words)',
    );
  });

  it('is no doubt where nobody noticed', () => {
    expect(died('exit code 0', opened(3)).verdict).toBe('pass');
  });
});

describe('a limit that refuses nothing', () => {
  it('is told after what was proven', () => {
    const { delivery } = broadcast('east', 'east');
    const rows = [actionOf({})];
    const { verdict, reasons } = reportOf(
      inputOf(historyOf(rows, opened(1)), verdictOf(['true-accept']), {
        delivery,
        model: { describe: 'no limit', driver: { kind: 'closed-form', limit: Infinity }, per: [] },
      }),
    );
    expect(verdict).toBe('pass');
    expect(reasons[0]).toContain('surely due came');
    expect(reasons.at(-1)).toContain('so no limit was tested');
  });
});

describe('rooms that nobody was seen to join', () => {
  it('come first, with those that were joined', () => {
    const { report } = broadcast('east', 'room:east', []);
    expect(deliveryDoubts(report)).toEqual([
      'no delivery could be judged: nobody was seen to join east: who is in there is unknown (user.join says it); joined were room:east',
      expect.stringMatching(/^not one of 1 broadcast was recognized/u),
    ]);
  });
});

function broadcast(room: string, joined: string, receivers: readonly string[] = ['u0.1']) {
  const builder = historyBuilder();
  const who = { user: 'u0', connection: 'u0.1' };
  builder.event({ kind: 'connection-opened', atUs: 10, ...who, connectUs: 5 });
  builder.event({ kind: 'room-joined', ...who, room: joined, askedAtUs: 20, atUs: 30 });
  const action = { id: 0, resource: 'r0', step: 0, intendedAtUs: 1000, ...who } as const;
  builder.add({ ...action, sentAtUs: 1000, settledAtUs: 4000, outcome: 'accepted' });
  for (const receiver of receivers) builder.received(0, receiver, 5000, null);
  builder.event({ kind: 'finished', atUs: 3_000_000, how: 'completed' });
  const history = builder.build();
  const spec = { echo: true, order: 'none', quietUs: 2_000_000, atLeastOnce: false } as const;
  const delivery = judgeDelivery({ ...spec, roomsOf: () => [room] }, history);
  return { delivery, report: deliveryReportOf(delivery, history) };
}
