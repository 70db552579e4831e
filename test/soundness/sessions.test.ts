import { expect, test } from 'vitest';
import { sha256 } from '../../src/cli/options.js';
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
      users: 3,
      resources: 1,
      seed,
      timeout: '1s',
      connect: { over: '10ms', timeout: '2s', reconnectAfter: '20ms' },
      ...(more.phases === undefined && { pacing: { fixed: { every: '60ms' } }, steps: 3 }),
      ...more,
    } as ScenarioInput,
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
