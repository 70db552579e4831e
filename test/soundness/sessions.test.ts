import { expect, test } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { judgeDelivery } from '../../src/oracle/delivery/judge-delivery.js';
import { sha256 } from '../../src/playing/sha256.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import type { SessionUser } from '../../src/session/hooks.js';
import { playOn, seed } from '../e2e/playing.js';
import { startWorld, type Running, type World } from './sessions-world.js';

/** Servers that are right, each in a world that could make them look wrong. */

const vote = { type: 'vote', id: '${id}', user: '${user}', room: '${resource}' };

function scenarioWith(url: string, more: Partial<ScenarioInput>): Scenario {
  return scenarioOf(
    {
      name: 'sessions',
      target: url,
      transport: 'ws',
      wire: { 'json-id': { payload: vote, answers: [{ type: 'voted' }], accepted: { ok: true } } },
      ...(more.groups?.some((group) => group.users !== undefined) !== true && { users: 3 }),
      resources: 1,
      seed,
      timeout: '1s',
      connect: { over: '10ms', timeout: '2s', reconnectAfter: '20ms' },
      ...(more.phases === undefined && { pacing: { fixed: { every: '60ms' } }, steps: 3 }),
      ...more,
    },
    { env: {}, run: 'run1', digest: sha256 },
  );
}

async function inWorld(world: World, work: (running: Running) => Promise<void>): Promise<void> {
  const running = await startWorld(world);
  try {
    await work(running);
  } finally {
    await running.close();
  }
}

const enter = (user: SessionUser): Promise<void> =>
  user.join('r0', async () => {
    user.send({ type: 'join', user: user.name, room: 'r0' });
    await user.waitFor(({ data }) => (data as { type: string }).type === 'joined');
  });

const delivery = {
  frame: { type: 'news' },
  id: 'id',
  room: 'room',
  rooms: ['${resource}'],
  quiet: '100ms',
} satisfies ScenarioInput['delivery'];

test('members are asked for while users are still connected: whoever disconnects is out', () =>
  inWorld({}, async ({ url }) => {
    const wire = {
      'json-id': {
        payload: { ...vote, type: 'join' },
        answers: [{ type: 'joined' }],
        accepted: { ok: true },
      },
    };
    const state: ScenarioInput['state'] = [{ name: 'who is in', kind: 'members', from: { url: '/rooms' } }];
    const scenario = scenarioWith(url, {
      wire,
      state,
      // The last one to act does so long after the first one was done.
      groups: [
        { name: 'early', share: 1 },
        { name: 'late', share: 1 },
      ],
      phases: [
        { name: 'first', groups: ['early'], pacing: { fixed: { every: '50ms' } }, steps: 1 },
        { name: 'then', groups: ['late'], pacing: { fixed: { every: '700ms' } }, steps: 5 },
      ],
    });
    const { report } = await playOn(url, scenario);
    expect(report.state?.violations).toEqual([]);
  }));

test('who loses its connection may be out, whoever took it away', () =>
  inWorld({}, async ({ url }) => {
    const wire = {
      'json-id': {
        payload: { ...vote, type: 'join' },
        answers: [{ type: 'joined' }],
        accepted: { ok: true },
      },
    };
    const state: ScenarioInput['state'] = [
      { name: 'who is in', kind: 'members', from: { url: '/rooms' }, every: '50ms' },
    ];
    const faults: ScenarioInput['faults'] = [
      { drop: { at: '150ms', share: '100%', how: 'close', backAfter: 'never' } },
    ];
    const { report } = await playOn(url, scenarioWith(url, { wire, state, faults }));
    expect(report.state?.checks[0]?.readings).toBeGreaterThan(1);
    expect(report.state?.violations).toEqual([]);
  }));

test('a second run against the same server counts on from what is there', () =>
  inWorld({}, async ({ url, votes }) => {
    const state: ScenarioInput['state'] = [{ name: 'votes', from: { url: '/votes' } }];
    for (const _ of ['first', 'second']) {
      const { report } = await playOn(url, scenarioWith(url, { state }));
      expect(report.state?.violations).toEqual([]);
    }
    expect(votes['r0']).toBe(18);
  }));

function heldUp(broadcast: () => void): void {
  setTimeout(() => {
    broadcast();
    const untilMs = performance.now() + 400;
    while (performance.now() < untilMs);
  }, 60);
}

test('what has arrived when the generator was held up at the end is not missing', () => {
  return inWorld({ afterAnswer: heldUp }, async ({ url }) => {
    const session = { join: enter };
    const { report } = await playOn(url, scenarioWith(url, { delivery, session, users: 2, steps: 1 }));
    expect(report.delivery?.violations).toEqual([]);
    expect(report.delivery?.receipts).toBe(4);
  });
});

test('a broadcast that the scenario fails to read is not missing', () =>
  inWorld({}, async ({ url }) => {
    let seen = 0;
    const read = ({ kind, ...rest }: { kind: string; text?: string }) => {
      const frame = JSON.parse(kind === 'text' ? String(rest.text) : '{}') as {
        type: string;
        id: number;
        room: string;
      };
      if (frame.type !== 'news') return null;
      if (seen++ % 4 === 3) throw new Error('a shape that nobody thought of');
      return { requestId: frame.id, room: frame.room };
    };
    const { frame: _, id: __, room: ___, ...rest } = delivery;
    const scenario = scenarioWith(url, { delivery: { ...rest, read }, session: { join: enter } });
    const { report } = await playOn(url, scenario);
    expect(report.delivery?.violations).toEqual([]);
  }));

/** The first tab speaks for all, as where membership belongs to the user. */
async function joinByTabs(user: SessionUser): Promise<void> {
  if (user.tab === 1) {
    user.send({ type: 'join', user: user.name, room: 'r0' });
    await user.waitFor(({ data }) => (data as { type: string }).type === 'joined');
  } else await enter(user);
}

test('what one tab of a user has joined, its others may get as well', () =>
  inWorld({}, async ({ url }) => {
    const scenario = scenarioWith(url, {
      delivery,
      session: { join: joinByTabs },
      groups: [{ name: 'tabs', users: 3, sockets: 2 }],
    });
    const { report } = await playOn(url, scenario);
    expect(report.delivery?.violations).toEqual([]);
  }));

test('a password in the address of the target comes into no word of a run', () =>
  inWorld({}, async ({ url }) => {
    const target = url.replace('//', '//me:hunter2-hunter2@');
    const scenario = scenarioWith(target, {
      state: [{ name: 'votes', from: { url: '/votes' } }],
      watch: { every: '50ms', health: '/votes', process: false },
      session: { login: async (user) => void (await user.fetch('/rooms')) },
    });
    const { report, history, events } = await playOn(target, scenario);
    expect(JSON.stringify({ report, events, history: history.events })).not.toContain('hunter2');
  }));

test('nothing is missing on a connection that is silently dead, and all on one that is not', () =>
  inWorld({ deadTo: 'u2' }, async ({ url }) => {
    const session = { join: enter };
    const groups = [
      { name: 'actors', users: 2 },
      { name: 'dead', users: 1, listens: true },
    ];
    const scenario = scenarioWith(url, { delivery, session, groups });
    const { report } = await playOn(url, scenario);
    expect(report.delivery?.violations).toEqual([]);
    expect(report.delivery?.reach.expectedLeast).toBe(12);
  }));

test('what a Redis loses until everybody has subscribed again is not missing', () => {
  const second = 1_000_000;
  const missingAt = (sentAtUs: number): number => {
    const builder = historyBuilder();
    for (const user of ['u0', 'u1']) {
      const connection = `${user}.1`;
      builder.event({ kind: 'connection-opened', atUs: 10, user, connection, connectUs: 5 });
      builder.event({ kind: 'room-joined', user, connection, room: 'r0', askedAtUs: 20, atUs: 30 });
    }
    builder.event({
      kind: 'fault',
      atUs: second,
      untilUs: 2 * second,
      fault: 'stop-redis',
      text: 'it stops',
    });
    const action = { user: 'u0', resource: 'r0', step: 0, intendedAtUs: sentAtUs, connection: 'u0.1' };
    builder.add({ id: 0, ...action, sentAtUs, settledAtUs: sentAtUs + 1000, outcome: 'accepted' });
    builder.received(0, 'u0.1', sentAtUs + 1000, null);
    builder.event({ kind: 'finished', atUs: 20 * second, how: 'completed' });
    const spec = { echo: true, order: 'none', quietUs: 500_000, atLeastOnce: false } as const;
    return judgeDelivery({ ...spec, roomsOf: () => ['r0'] }, builder.build()).counts.missing;
  };
  expect([0.4, 1.5, 3, 6.9, 7.1].map((s) => missingAt(s * second))).toEqual([1, 0, 0, 0, 1]);
});
