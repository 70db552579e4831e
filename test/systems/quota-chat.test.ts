// oxlint-disable vitest/no-standalone-expect vitest/expect-expect -- `test` here is a test that needs a redis-server
import { once } from 'node:events';
import { describe, expect } from 'vitest';
import server from '../../scenarios/quota-chat/server.js';
import { redisTests } from '../limiters/redis-tests.js';
import { connectSocketIo, type Json } from './clients.js';
import { startNodes } from './nodes.js';

const { test, another } = redisTests();

async function chat(bug: string | null = null, settings = { limit: 3, windowMs: 60_000 }) {
  const client = another();
  await client.flushall();
  client.disconnect();
  return startNodes(server, { bug, settings, redis: `redis://127.0.0.1:${client.options.port}` });
}

/** Somebody in a room, who writes and is told what came of it. */
async function writer(url: string, user: string, room = 'hall') {
  const { socket, events } = await connectSocketIo(url, { user });
  expect(await socket.emitWithAck('join', room)).toEqual({ ok: true, room });
  let posts = 0;
  const write = async (to = room): Promise<string> => {
    const id = (posts += 1);
    const told = Promise.race(
      ['sent', 'rate_limited', 'failed'].map(async (event) => {
        await once(socket as never, event);
        return event;
      }),
    );
    socket.emit('post', { id, room: to, text: 'hello' });
    return told;
  };
  const messages = (): Json[] => events.flatMap(([event, data]) => (event === 'message' ? [data] : []));
  return { socket, write, messages };
}

describe('the chat with a quota', () => {
  test('lets three messages through a window, at whichever node, and says when there is room again', async () => {
    const { nodeUrls } = await chat();
    const [here, there] = await Promise.all(nodeUrls.map((url) => writer(url, 'ann')));
    expect([await here.write(), await there.write(), await here.write()]).toEqual(['sent', 'sent', 'sent']);
    expect([await here.write(), await there.write()]).toEqual(['rate_limited', 'rate_limited']);
    const bob = await writer(nodeUrls[0], 'bob');
    expect(await bob.write()).toBe('sent');
  });

  test('tells everybody in the room, at every node, and nobody else', async () => {
    const { nodeUrls } = await chat();
    const ann = await writer(nodeUrls[0], 'ann');
    const bob = await writer(nodeUrls[1], 'bob');
    const cyd = await writer(nodeUrls[1], 'cyd', 'attic');
    const heard = once(bob.socket as never, 'message');
    expect(await ann.write()).toBe('sent');
    expect(await heard).toEqual([{ id: 1, room: 'hall', from: 'ann', text: 'hello' }]);
    expect(cyd.messages()).toEqual([]);
    expect(await ann.write('attic')).toBe('failed');
  });

  test('opens a new window when the old one is over, unless every message puts it off', async () => {
    const settings = { limit: 1, windowMs: 400 };
    for (const [bug, opens] of [
      [null, true],
      ['expire-refresh', false],
    ] as const) {
      const { nodeUrls } = await chat(bug, settings);
      const ann = await writer(nodeUrls[0], 'ann');
      expect(await ann.write()).toBe('sent');
      const untilMs = performance.now() + 410;
      const told: string[] = [];
      while (performance.now() < untilMs) told.push(await ann.write());
      expect([...told, await ann.write()].includes('sent')).toBe(opens);
    }
  });

  test('counts by user, unless it counts by connection or by node', async () => {
    for (const [bug, back, beside] of [
      [null, 'rate_limited', 'rate_limited'],
      ['quota-by-socket', 'sent', 'sent'],
      ['quota-per-node', 'rate_limited', 'sent'],
    ] as const) {
      const { nodeUrls } = await chat(bug, { limit: 1, windowMs: 60_000 });
      const ann = await writer(nodeUrls[0], 'ann');
      expect([await ann.write(), await ann.write()]).toEqual(['sent', 'rate_limited']);
      ann.socket.disconnect();
      expect(await (await writer(nodeUrls[0], 'ann')).write()).toBe(back);
      expect(await (await writer(nodeUrls[1], 'ann')).write()).toBe(beside);
    }
  });

  test('lets in whoever says a name, and adds up the health of its nodes', async () => {
    const { url } = await chat();
    await expect(connectSocketIo(url, {})).rejects.toThrow('who are you?');
    await writer(url, 'ann');
    await writer(url, 'bob');
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ nodes: 2, connections: 2 });
  });
});
