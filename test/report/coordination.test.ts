import { describe, expect, test } from 'vitest';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { reporters } from '../../src/reporters/index.js';
import { noLatency } from '../../src/report/latency.js';
import { actionOf, historyOf, inputOf, opened, reportOf, verdictOf } from './fixture.js';

const reportFor = (
  actions: readonly Action[],
  events: readonly HistoryEvent[] = [],
  recoveryUs = 100_000,
) => {
  const input = inputOf(historyOf(actions, events), verdictOf(actions.map(() => 'undecidable')));
  return reportOf({ ...input, model: { ...input.model, recoveryUs } });
};

const sentAt = (id: number, intendedAtUs: number, lateUs: number, changes: Partial<Action> = {}): Action =>
  actionOf({
    id,
    user: `u${id}`,
    intendedAtUs,
    sentAtUs: intendedAtUs + lateUs,
    settledAtUs: intendedAtUs + lateUs + 2000,
    ...changes,
  });

describe('release skew', () => {
  const duels = [
    sentAt(0, 1000, 5),
    sentAt(1, 1000, 45),
    sentAt(2, 1000, 900, { resource: 'r1' }),
    sentAt(3, 5000, 30),
    sentAt(4, 5000, 330),
    sentAt(5, 5000, 10),
    sentAt(6, 9000, 10),
  ];

  test('is the last send minus the first, per instant and key', () => {
    expect(reportFor(duels).harness.releases).toMatchObject({ count: 2, minUs: 40, maxUs: 320 });
  });

  test('knows nothing of actions that never left, nor of what was planned alone', () => {
    const never = { sentAtUs: null, settledAtUs: null, outcome: 'dropped' } as const;
    const left = duels.map((action) =>
      [1, 4, 5].includes(Number(action.id)) ? { ...action, ...never } : action,
    );
    expect(reportFor(left).harness.releases).toEqual(noLatency);
  });

  test('is not asked of logs, whose intended times are not ours', () => {
    const input = inputOf(historyOf(duels), verdictOf(duels.map(() => 'undecidable')));
    expect(reportOf({ ...input, plan: null }).harness.releases).toEqual(noLatency);
  });

  test('stands in the terminal and in HTML', () => {
    const report = reportFor(duels);
    expect(reporters.terminal.render(report)).toMatch(/released apart +2 +0\.04 +0\.32/u);
    expect(reporters.html.render(report)).toContain('released apart');
  });
});

describe('the join gate', () => {
  const never = { sentAtUs: null, settledAtUs: null, outcome: 'dropped' } as const;
  const events: HistoryEvent[] = [
    ...opened(2),
    { kind: 'connection-failed', atUs: 20_000, user: 'u2', reason: 'HTTP 401 Unauthorized' },
    { kind: 'connection-lost', atUs: 30_000, user: 'u1', connection: 'u1.1', reason: 'closed 4001 kicked' },
    { kind: 'phase-started', atUs: 50_000, phase: 'main' },
    { kind: 'connection-opened', atUs: 60_000, user: 'u1', connection: 'u1.2', connectUs: 1000 },
  ];
  const actions = [
    sentAt(0, 50_000, 10),
    sentAt(1, 50_000, 10, never),
    sentAt(2, 50_000, 10, never),
    sentAt(3, 50_000, 10, never),
    sentAt(4, 90_000, 10, { user: 'u1' }),
  ];

  test('names who was missing, why, and what never left because of it', () => {
    expect(reportFor(actions, events).connections.missing).toEqual({
      users: 3,
      actions: 3,
      first: [
        { user: 'u1', why: 'lost again, closed 4001 kicked' },
        { user: 'u2', why: 'HTTP 401 Unauthorized' },
        { user: 'u3', why: 'no answer yet' },
      ],
    });
  });

  test('misses nobody who came later, in time or refused, but who was too late', () => {
    const came: HistoryEvent = {
      kind: 'connection-opened',
      atUs: 80_000,
      user: 'u3',
      connection: 'u3.1',
      connectUs: 1000,
    };
    const refused: HistoryEvent = { kind: 'connection-failed', atUs: 85_000, user: 'u4', reason: 'HTTP 503' };
    const later = [...events, came, refused];
    const late = sentAt(3, 70_000, 10, { ...never, user: 'u3' });
    const intime = [sentAt(5, 90_000, 10, { user: 'u3' }), sentAt(6, 95_000, 10, { ...never, user: 'u4' })];
    expect(reportFor(intime, later).connections.missing.users).toBe(0);
    expect(reportFor([late, ...intime], later).connections.missing.first).toEqual([
      { user: 'u3', why: 'no answer yet' },
    ]);
  });

  test('makes a run inconclusive whose plan was not played because of it', () => {
    const { verdict, reasons } = reportFor(actions, events);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join('\n')).toContain(
      '3 users were not connected when the run started (u1: lost again, closed 4001 kicked), so 3 planned actions never left',
    );
  });

  test('missed nobody where all were in, or where nothing started', () => {
    const everybody = reportFor(actions.slice(0, 1), events);
    expect(everybody.connections.missing).toEqual({ users: 0, actions: 0, first: [] });
    expect(reportFor(actions, events.slice(0, 4)).connections.missing.users).toBe(0);
  });
});

const phases = (lateUs: number, recoveryUs = 100_000) =>
  reportFor(
    [
      sentAt(0, 0, 10, { phase: 'rounds' }),
      sentAt(1, 20_000, lateUs, { phase: 'rounds' }),
      sentAt(2, 140_000, 0, { phase: 'duels' }),
    ],
    [],
    recoveryUs,
  ).notes;

describe('the pause between phases', () => {
  test('is told where a late generator cut it short', () => {
    expect(phases(60_000)).toEqual([
      'the phase duels began 60 ms after the last action of rounds had left, and keys take 100 ms to recover: the generator was late, so its first answers may not be decidable',
    ]);
    expect(phases(125_000).join()).toContain('began while actions of rounds were still leaving');
  });

  test('is not mentioned where it was long enough, or never meant to be', () => {
    expect(phases(20_000)).toEqual([]);
    expect(phases(20_001)).not.toEqual([]);
    expect(phases(60_000, 500_000)).toEqual([]);
    expect(phases(60_000, Infinity)).toEqual([]);
  });
});
