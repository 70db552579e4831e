import { expect, test } from 'vitest';
import { foreign } from './scenarios.js';
import { expectSound, isKilled, tryWritten } from './trying.js';

const chat = {
  ...foreign,
  model: { slidingLog: { per: 'user', limit: 3, window: '600ms' } },
  phases: [{ pacing: { fixed: { every: '90ms' } }, steps: 24 }],
};

const crowd = { strategy: 'stampede', pacing: { contended: { margin: '20ms', rejects: 0.5 } }, steps: 20 };

/** Killed ones with whether only a simulation kills them. */
async function killedOf(
  written: Parameters<typeof tryWritten>[0],
  only: readonly string[],
): Promise<Readonly<Record<string, boolean>>> {
  const all = await tryWritten(written, { only, ports: { advises: false } });
  expectSound(all);
  const killed = all.tried.filter(isKilled);
  return Object.fromEntries(killed.map(({ bug, onlySimulated }) => [bug.name, onlySimulated]));
}

test('who forgets at a restart is found by no live run; who is always wrong is', async () => {
  const written = {
    ...foreign,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    simulation: {
      server: { restarts: ['900ms', '1300ms', '1700ms', '2100ms'].map((at) => ({ at, down: '0ms' })) },
    },
    connect: { reconnectAfter: '5ms' },
    phases: [crowd],
  };
  expect(await killedOf(written, ['wrong-key', 'lost-on-restart'])).toEqual({
    'wrong-key': false,
    'lost-on-restart': true,
  });
});

test('who is found because a user comes to another node is found by no live run', async () => {
  const cuts = ['100ms', '400ms', '700ms', '1000ms', '1300ms', '1600ms'].map((at) => ({ at }));
  const written = { ...chat, simulation: { network: { cuts } }, connect: { reconnectAfter: '5ms' } };
  expect(await killedOf(written, ['per-node-memory', 'one-more'])).toEqual({
    'per-node-memory': true,
    'one-more': false,
  });
});

test('nothing is marked where nothing is cut and nobody restarts', async () => {
  expect(await killedOf(chat, ['one-more'])).toEqual({ 'one-more': false });
});
