import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Behaviour } from '../../src/behaviours/behaviour.js';
import { voting } from '../../src/behaviours/voting.js';
import { serveBehaviour, type RunningServer } from '../../src/servers/serve-behaviour.js';
import { eventOf, exchange, openSocketIo, openWs } from './clients.js';

/** So long that a test never sees it end. */
const settings = { cooldownMs: 3_600_000 };
const rejected = { ok: false, error: 'cooldown', retryAfterMs: expect.any(Number) };
const invalid = { error: 'invalid', message: expect.any(String) };

describe('a served behaviour', () => {
  let server: RunningServer;

  beforeEach(async () => {
    server = await serveBehaviour({ behaviour: voting, port: 0, settings });
  });

  afterEach(() => server.close());

  test('answers both protocols from one state', async () => {
    const events = await openSocketIo(server.url);
    const frames = await openWs(server.url);
    expect(await events.emitWithAck('vote', { user: 'u0', resource: 'r0' })).toEqual({ ok: true });
    expect(await exchange(frames, '{"id":5,"user":"u1","resource":"r0"}')).toEqual({ id: 5, ...rejected });
    expect(await exchange(frames, '{"type":"vote","user":"u1","resource":"r1"}')).toEqual({ ok: true });
    expect(await events.emitWithAck('vote', { user: 'u0', resource: 'r1' })).toEqual(rejected);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('answers by event who asks for no acknowledgement, over polling too', async () => {
    const socket = await openSocketIo(server.url, ['polling']);
    const accepted = eventOf(socket, 'accepted');
    socket.emit('vote', { id: 1, user: 'u0', resource: 'r0' });
    expect(await accepted).toEqual({ id: 1, user: 'u0', resource: 'r0', ok: true });
    const limited = eventOf(socket, 'rate_limited');
    socket.emit('vote', { id: 2, user: 'u0', resource: 'r0' });
    expect(await limited).toEqual({ id: 2, user: 'u0', resource: 'r0', ...rejected });
    const failed = eventOf(socket, 'failed');
    socket.emit('vote');
    expect(await failed).toMatchObject(invalid);
  });

  test('answers nonsense with an error, and lives on', async () => {
    const frames = await openWs(server.url);
    for (const frame of ['', 'vote', '[]', 'null', '7', '{}', '{"user":"u","resource":{}}', '"\u0000"']) {
      expect(await exchange(frames, frame)).toEqual(invalid);
    }
    expect(await exchange(frames, Uint8Array.of(0xff, 0xfe))).toEqual(invalid);
    expect(await exchange(frames, '{"id":"x","user":"u","resource":"r","type":"sing"}')).toEqual({
      id: 'x',
      ...invalid,
    });
    const events = await openSocketIo(server.url);
    for (const args of [[], [null], ['u'], [7, 8], [{ user: 1, resource: [] }], [Buffer.from('u')]]) {
      expect(await events.emitWithAck('vote', ...args)).toEqual(invalid);
    }
    expect(await events.emitWithAck('sing', { user: 'u', resource: 'r' })).toEqual(invalid);
    expect(await events.emitWithAck('vote', { user: 'u', resource: 'r' })).toEqual({ ok: true });
  });

  test('hangs up on a frame of more than a megabyte, and lives on', async () => {
    const socket = await openWs(server.url);
    const closed = once(socket, 'close');
    socket.send('x'.repeat(1024 * 1024 + 1));
    expect((await closed)[0]).toBe(1009);
    expect(await exchange(await openWs(server.url), '{"user":"u","resource":"r"}')).toEqual({ ok: true });
  });

  test('turns away what asks for another path', async () => {
    await expect(openWs(server.url, '/elsewhere')).rejects.toThrow(/404/);
    expect((await fetch(`${server.url}/ws`)).status).toBe(404);
  });

  test('names connections itself, whatever a client says', async () => {
    const named: Behaviour = {
      ...voting,
      start: () => ({ handle: async ({ connection }) => ({ ok: false, error: connection ?? 'none' }) }),
    };
    const place = { node: 3, space: 'none', clockOffsetMs: 0 };
    const other = await serveBehaviour({ behaviour: named, port: 0, place });
    const frame = '{"connection":"mine","user":"u","resource":"r"}';
    const [first, second] = [await openWs(other.url), await openWs(other.url)];
    for (const [socket, error] of [
      [first, 'ws-3-0'],
      [second, 'ws-3-1'],
      [first, 'ws-3-0'],
    ] as const)
      expect(await exchange(socket, frame)).toEqual({ ok: false, error });
    const events = await openSocketIo(other.url);
    expect(await events.emitWithAck('vote', { connection: 'mine' })).toEqual({ ok: false, error: events.id });
    // One of several nodes: a poll would reach another one.
    await expect(openSocketIo(other.url, ['polling'])).rejects.toThrow(/xhr poll error/);
    await other.close();
  });

  test('closes every connection and its port, and may be closed twice', async () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;
    const other = await serveBehaviour({ behaviour: voting, port: 0 });
    const frames = await openWs(other.url);
    const events = await openSocketIo(other.url);
    const polling = await openSocketIo(other.url, ['polling']);
    const closed = [once(frames, 'close'), eventOf(events, 'disconnect'), eventOf(polling, 'disconnect')];
    await Promise.all([other.close(), other.close()]);
    expect((await Promise.all(closed))[0]).toEqual([1001, expect.anything()]);
    await expect(openWs(other.url)).rejects.toThrow(/ECONNREFUSED/);
    const after = process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;
    expect(after).toBeLessThanOrEqual(before);
  });

  test('closes also when a client does not answer the closing handshake', async () => {
    const other = await serveBehaviour({ behaviour: voting, port: 0 });
    const deaf = await openWs(other.url);
    deaf.pause();
    await other.close();
    deaf.terminate();
    expect(deaf.readyState).not.toBe(WebSocket.OPEN);
  });

  test('says that it failed when the behaviour throws', async () => {
    const broken: Behaviour = {
      ...voting,
      start: () => ({ handle: () => Promise.reject(new Error('secret')) }),
    };
    const other = await serveBehaviour({ behaviour: broken, port: 0 });
    const failure = { error: 'internal', message: 'the server failed on this action' };
    expect(await (await openSocketIo(other.url)).emitWithAck('vote', {})).toEqual(failure);
    expect(await exchange(await openWs(other.url), '{"id":1}')).toEqual({ id: 1, ...failure });
    await other.close();
  });

  test('refuses a port that is taken, and settings that do not exist', async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveBehaviour({ behaviour: voting, port })).rejects.toThrow(/EADDRINUSE/);
    await expect(serveBehaviour({ behaviour: voting, port: 0, settings: { cooldown: 1 } })).rejects.toThrow(
      RangeError,
    );
  });
});
