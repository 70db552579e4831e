// oxlint-disable vitest/no-standalone-expect vitest/expect-expect -- `test` here is a test that needs a redis-server
import { once } from 'node:events';
import { describe, expect } from 'vitest';
import server from '../../scenarios/auction/server.js';
import { redisTests } from '../limiters/redis-tests.js';
import { connectSocketIo, type Json } from './clients.js';
import { startNodes } from './nodes.js';

const { test, another } = redisTests();

/** Two bidders for one lot, each at a process of its own. */
async function bidders(bug: string | null, leaseMs: number) {
  const client = another();
  await client.flushall();
  client.disconnect();
  const redis = `redis://127.0.0.1:${client.options.port}`;
  const { nodeUrls } = await startNodes(server, { bug, settings: { leaseMs }, redis });
  return Promise.all(
    ['ann', 'bob'].map(async (user, at) => {
      const { socket } = await connectSocketIo(nodeUrls[at], { user });
      expect(await socket.emitWithAck('watch', 'vase')).toEqual({ lot: 'vase' });
      const bid = (kind: string): Promise<Json> =>
        socket.emitWithAck(kind, { id: 1, lot: 'vase' }) as Promise<Json>;
      return { socket, bid };
    }),
  );
}

describe('the auction', () => {
  test('gives a lot to one bidder at a time, at whichever process', async () => {
    const [ann, bob] = await bidders(null, 60_000);
    const heard = once(bob.socket as never, 'lot');
    expect(await ann.bid('acquire')).toEqual({ ok: true, token: 1 });
    expect(await heard).toEqual([{ id: 1, lot: 'vase', kind: 'acquire', bidder: 'ann' }]);
    expect(await bob.bid('acquire')).toMatchObject({ ok: false, error: 'held' });
    expect(await ann.bid('acquire')).toMatchObject({ ok: false, error: 'held' });
    expect(await bob.bid('renew')).toEqual({ ok: false, error: 'not_holder' });
    expect(await ann.bid('renew')).toEqual({ ok: true, token: 1 });
    expect(await ann.bid('release')).toEqual({ ok: true, token: 1 });
    expect(await ann.bid('release')).toEqual({ ok: false, error: 'not_holder' });
    expect(await bob.bid('acquire')).toEqual({ ok: true, token: 2 });
    expect(await bob.socket.emitWithAck('renew', {})).toEqual({ error: 'which lot?' });
  });

  test('lets only the holder release it, unless anyone may', async () => {
    for (const [bug, ok] of [
      [null, false],
      ['release-by-anyone', true],
    ] as const) {
      const [ann, bob] = await bidders(bug, 60_000);
      await ann.bid('acquire');
      expect(await bob.bid('release')).toMatchObject({ ok });
      expect(await bob.bid('acquire')).toMatchObject({ ok });
    }
  });

  test('ends a lease by itself, unless it is held for good', async () => {
    for (const [bug, ok] of [
      [null, true],
      ['held-for-good', false],
    ] as const) {
      const [ann, bob] = await bidders(bug, 50);
      expect(await ann.bid('acquire')).toMatchObject({ ok: true });
      const untilMs = performance.now() + 60;
      let answer: Json = {};
      while (performance.now() < untilMs && answer['ok'] !== true) answer = await bob.bid('acquire');
      expect(answer['ok'] === true || (await bob.bid('acquire'))['ok'] === true).toBe(ok);
    }
  });
});
