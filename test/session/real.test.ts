import { interval, map } from 'rxjs';
import { expect, test } from 'vitest';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { SessionHooks, SessionUser } from '../../src/session/hooks.js';
import { sha256 } from '../../src/playing/sha256.js';
import { playOn, seed } from '../e2e/playing.js';
import { startSocketIo, startWs, type FarEnd } from './far-end.js';

const base = {
  name: 'hooked',
  target: 'http://127.0.0.1',
  users: 3,
  resources: 2,
  seed,
  timeout: '2s',
  connect: { over: '20ms', timeout: '5s', reconnectAfter: '30ms' },
  model: { cooldown: { per: 'resource', every: '1ms' } },
  pacing: { cooldownAware: { margin: '60ms' } },
  steps: 12,
} satisfies Partial<ScenarioInput>;

function scenarioWith(more: Partial<ScenarioInput>): Scenario {
  const input = { ...base, ...more } as ScenarioInput;
  return scenarioOf(input, { env: {}, run: 'run1', digest: sha256 });
}

async function login(user: SessionUser): Promise<void> {
  const body = JSON.stringify({ name: user.name });
  const response = await user.fetch('/login', { method: 'POST', body });
  const { token } = (await response.json()) as { token: string };
  user.vars['token'] = token;
}

const bearer = (user: SessionUser): Record<string, string> => ({
  Authorization: `Bearer ${String(user.vars['token'])}`,
});

const overSocketIo: SessionHooks = {
  login,
  connect: (user) => ({ headers: bearer(user), auth: { name: user.name, token: user.vars['token'] } }),
  join: async (user) => {
    await user.join('lobby', () => user.request('join', 'lobby'));
    await user.waitFor('welcome');
    if (user.attempt > 1) user.metrics.count('came back');
  },
  act: (user, _request, frame) =>
    frame.kind === 'event'
      ? { ...frame, args: [{ ...(frame.args[0] as object), stamp: `${user.name}/${user.attempt}` }] }
      : frame,
  background: {
    beat: { every: '20ms', run: (user) => user.request('beat') },
    ticks: (user) => interval(10).pipe(map(() => user.metrics.rate('ticks', true))),
    ping: { every: '25ms', run: async (user) => user.metrics.trend('ping', await user.ping()) },
  },
  leave: (user) => user.request('bye'),
};

const socketIoScenario = (session: SessionHooks): Scenario =>
  scenarioWith({
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
    session,
  });

async function against(farEnd: Promise<FarEnd>, work: (farEnd: FarEnd) => Promise<void>): Promise<void> {
  const stand = await farEnd;
  try {
    await work(stand);
  } finally {
    await stand.close();
  }
}

test('over Socket.IO users log in, join, act, beat, come back and leave; no secret is written down', () =>
  against(startSocketIo({ dropAfterVotes: 2 }), async (farEnd) => {
    const { url, seen } = farEnd;
    const scenario = { ...socketIoScenario(overSocketIo), target: { kind: 'url', url } as const };
    const { history, events, report } = await playOn(url, scenario);
    expect(seen.logins.toSorted()).toEqual(['u0', 'u1', 'u2']);
    // Everybody is cut off once, and has a second to come back in.
    expect(seen.connections.length).toBeGreaterThan(3);
    expect(seen.joins).toHaveLength(seen.connections.length);
    expect(seen.beats.length).toBeGreaterThan(6);
    expect(seen.leaves.length).toBeGreaterThanOrEqual(3);
    expect(seen.votes.filter((vote) => /^(u\d) \1\/[12]$/.test(vote))).toHaveLength(seen.votes.length);
    const joined = history.events.filter(({ kind }) => kind === 'room-joined');
    expect(joined).toHaveLength(seen.joins.length);
    const measured = new Set(events.flatMap((event) => (event.kind === 'measured' ? [event.metric] : [])));
    for (const metric of ['login', 'connect', 'join', 'leave', 'beat', 'ping', 'ticks', 'came back'])
      expect([...measured]).toContain(metric);
    expect(history.events.filter(({ kind }) => kind === 'hook-failed')).toEqual([]);
    expect(report.actions.accepted).toBeGreaterThan(10);
    const { planned, accepted, unknown, dropped } = report.actions;
    expect(accepted + unknown + dropped).toBe(planned);
    expect(JSON.stringify({ report, events: history.events, all: events })).not.toContain('-secret');
    expect(farEnd.open()).toBe(0);
  }));

const overWs: SessionHooks = {
  login,
  connect: (user) => ({ headers: bearer(user), query: { name: user.name } }),
  join: (user) =>
    user.join('lobby', async () => {
      user.send({ type: 'join', room: 'lobby' });
      await user.waitFor(({ data }) => (data as { type?: string }).type === 'joined');
    }),
  background: { beat: { every: '20ms', run: (user) => user.send({ type: 'beat' }) } },
  leave: async (user) => {
    user.send({ type: 'bye' });
    await user.waitFor(({ data }) => (data as { type?: string }).type === 'byebye');
  },
};

test('over WebSocket the same, by frames', () =>
  against(startWs({ dropAfterVotes: 2 }), async ({ url, seen }) => {
    const scenario = scenarioWith({
      transport: 'ws',
      wire: {
        'json-id': { payload: { type: 'vote', id: '${id}', user: '${user}', resource: '${resource}' } },
      },
      session: overWs,
    });
    const { history, report } = await playOn(url, scenario);
    expect(seen.logins.toSorted()).toEqual(['u0', 'u1', 'u2']);
    // Everybody is cut off once, and has a second to come back in.
    expect(seen.connections.length).toBeGreaterThan(3);
    expect(seen.joins).toHaveLength(seen.connections.length);
    expect(seen.beats.length).toBeGreaterThan(3);
    expect(history.events.filter(({ kind }) => kind === 'room-joined')).toHaveLength(seen.joins.length);
    expect(history.events.filter(({ kind }) => kind === 'hook-failed')).toEqual([]);
    expect(report.actions.accepted).toBeGreaterThan(10);
  }));
