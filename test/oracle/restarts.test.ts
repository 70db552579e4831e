import { expect, it } from 'vitest';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { earliestAfter, merged, restartsOf } from '../../src/oracle/contention/restarts.js';
import { judge } from '../../src/oracle/judge.js';
import { historyOf } from './small.js';

const perProcess = { ...defaultAssumptions, state: 'perProcess', initial: 'fresh' } as const;
const none = { beforeUs: 0, afterUs: 0 };

const action = (id: number, sentAtUs: number, connection: string, outcome: Action['outcome']): Action => ({
  id,
  user: `u${id}`,
  resource: 'r0',
  step: 0,
  intendedAtUs: sentAtUs,
  sentAtUs,
  settledAtUs: sentAtUs + 1_000,
  outcome,
  connection,
});
const opened = (atUs: number, connection: string): HistoryEvent => ({
  kind: 'connection-opened',
  atUs,
  user: connection,
  connection,
  connectUs: 1,
});
const lost = (atUs: number, connection: string): HistoryEvent => ({
  kind: 'connection-lost',
  atUs,
  user: connection,
  connection,
  reason: 'gone',
});

it('are never where state is durable', () => {
  const events: HistoryEvent[] = [{ kind: 'server-restarted', atUs: 5 }, lost(9, 'a')];
  expect(restartsOf(historyOf({ actions: [], events }), defaultAssumptions, none)).toEqual([]);
});

it('are where they were recorded, widened', () => {
  const history = historyOf({ actions: [], events: [{ kind: 'server-restarted', atUs: 500 }] });
  expect(restartsOf(history, perProcess, { beforeUs: 10, afterUs: 3 })).toEqual([{ fromUs: 490, toUs: 503 }]);
});

it('are between the last answer on a lost connection and its loss', () => {
  const history = historyOf({
    actions: [action(0, 2_000, 'a', 'accepted'), action(1, 4_000, 'a', 'unknown')],
    events: [opened(0, 'a'), lost(5_000, 'a')],
  });
  expect(restartsOf(history, perProcess, none)).toEqual([{ fromUs: 2_000, toUs: 5_000 }]);
});

it('are not where another connection lived on', () => {
  const events = [opened(0, 'a'), opened(100, 'b'), lost(5_000, 'a')];
  const lived = historyOf({
    actions: [action(0, 2_000, 'a', 'accepted'), action(1, 9_000, 'b', 'rejected')],
    events,
  });
  expect(restartsOf(lived, perProcess, none)).toEqual([]);
  const died = historyOf({
    actions: [action(0, 2_000, 'a', 'accepted'), action(1, 4_000, 'b', 'rejected')],
    events: [...events, lost(5_100, 'b')],
  });
  expect(restartsOf(died, perProcess, none)).toEqual([{ fromUs: 4_000, toUs: 5_100 }]);
});

it('are over when a connection opens that lives on', () => {
  const history = historyOf({
    actions: [action(0, 2_000, 'a', 'accepted'), action(1, 9_000, 'b', 'rejected')],
    events: [opened(0, 'a'), opened(3_000, 'b'), lost(5_000, 'a')],
  });
  expect(restartsOf(history, perProcess, none)).toEqual([{ fromUs: 2_000, toUs: 3_000 }]);
});

it('excuse an accept that follows too soon, but only across them', () => {
  const model = cooldown({ per: ['resource'], everyUs: 200_000 });
  const actions = [action(0, 10_000, 'a', 'accepted'), action(1, 60_000, 'b', 'accepted')];
  const events = [opened(0, 'a'), lost(30_000, 'a'), opened(40_000, 'b')];
  const history = historyOf({ actions, events });
  expect(judge(model, history, perProcess).history).toBe('valid');
  expect(judge(model, history, { ...perProcess, state: 'durable' }).falseAccepts).toBe(1);
  const later = historyOf({ actions: [...actions, action(2, 120_000, 'b', 'accepted')], events });
  expect(judge(model, later, perProcess).falseAccepts).toBe(1);
});

it('leave a reject explained by an accept from before', () => {
  const model = cooldown({ per: ['resource'], everyUs: 200_000 });
  const history = historyOf({
    actions: [action(0, 10_000, 'a', 'accepted'), action(1, 60_000, 'b', 'rejected')],
    events: [opened(0, 'a'), lost(30_000, 'a'), opened(40_000, 'b')],
  });
  expect(judge(model, history, perProcess)).toMatchObject({ history: 'valid', violations: [] });
});

it('let the next accept come as early as a restart may have been', () => {
  const spans = merged([
    { fromUs: 50, toUs: 60 },
    { fromUs: 55, toUs: 70 },
    { fromUs: 200, toUs: 210 },
  ]);
  expect(spans).toEqual([
    { fromUs: 50, toUs: 70 },
    { fromUs: 200, toUs: 210 },
  ]);
  expect([0, 45, 60, 71, 150].map((atUs) => earliestAfter(atUs, 100, spans))).toEqual([50, 50, 60, 171, 200]);
});
