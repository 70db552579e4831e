import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { socketIoTransport } from '../../src/transports/index.js';
import { transportLaws } from './laws.js';
import { recorder, requestTo } from './recorder.js';
import { socketIoSettings, socketIoStand } from './stand.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

transportLaws('socket-io', (options) => socketIoStand(options));
transportLaws('socket-io by polling', (options) =>
  socketIoStand({ ...options, settings: { transports: ['polling'] } }),
);
transportLaws('socket-io by polling, then WebSocket', (options) =>
  socketIoStand({ ...options, settings: { transports: ['polling', 'websocket'] } }),
);

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(...[options]: Parameters<typeof socketIoStand>) {
  const stand = await socketIoStand(options);
  const transport = stand.transport();
  cleanups.push(
    () => stand.close(),
    () => transport.close(),
  );
  return { stand, transport };
}

describe('socket-io: refusals', () => {
  it('says that there is no such namespace', async () => {
    const { stand } = await start();
    const transport = socketIoTransport({ ...socketIoSettings, namespace: '/absent' });
    const listener = recorder();
    const connection = transport.connect(requestTo(stand.url), listener);
    expect(await listener.ended()).toBe('failed: invalid namespace');
    await connection.close();
    await stand.closed();
  });

  it('says what the middleware said, made printable', async () => {
    const { stand, transport } = await start();
    stand.io.use((_, next) => next(new Error('no\u001b[31m ticket\n'.padEnd(5000, '!'))));
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    const line = await listener.ended();
    expect(line).toMatch(/^failed: no \[31m ticket !/);
    expect(line.length).toBeLessThan(220);
    expect(line).not.toMatch(/\p{Cc}/u);
    await stand.closed();
  });

  it('gives up a namespace that never answers', async () => {
    const { stand, transport } = await start();
    stand.io.use(() => {});
    const listener = recorder();
    transport.connect(requestTo(stand.url, { timeoutMs: 60 }), listener);
    expect(await listener.ended()).toBe('failed: not connected after 60 ms');
    await stand.closed();
  });

  it('names the status of a refused hand-shake, by WebSocket and by polling, which tells the reason too', async () => {
    for (const kind of ['websocket', 'polling'] as const) {
      const { stand, transport } = await start({ settings: { transports: [kind] } });
      stand.io.engine.opts.allowRequest = (_, decide) => decide('go away', false);
      const status = kind === 'websocket' ? '400 Bad Request' : '403 Forbidden: go away';
      const listener = recorder();
      transport.connect(requestTo(stand.url), listener);
      expect(await listener.ended()).toBe(`failed: HTTP ${status}`);
    }
  });
});

describe('socket-io: users', () => {
  it('gives each user a connection of its own, in whatever namespace', async () => {
    const { stand, transport } = await start({ settings: { namespace: '/chat' } });
    const listeners = [recorder(), recorder()];
    const connections = listeners.map((listener, user) =>
      transport.connect(requestTo(stand.url, { user }), listener),
    );
    await Promise.all(listeners.map((listener) => listener.until(() => listener.log.length > 0)));
    expect(stand.sockets.size).toBe(2);
    expect(stand.io.of('/chat').sockets.size).toBe(2);
    expect(stand.io.of('/').sockets.size).toBe(0);
    await connections[0]?.close();
    expect(listeners[1]?.log).toEqual(['opened']);
  });

  it('brings auth, query and headers of the user to the server', async () => {
    const { stand, transport } = await start();
    const arrived = new Promise<unknown>((resolve) => {
      stand.io.on('connection', ({ handshake }) =>
        resolve([handshake.auth, handshake.query['room'], handshake.query['k'], handshake.headers['x-user']]),
      );
    });
    const url = `${stand.url}/ignored?room=a%20b&k=old`;
    const request = requestTo(url, {
      auth: { token: 't1' },
      query: { k: 'new' },
      headers: { 'x-user': 'u7' },
    });
    transport.connect(request, recorder());
    expect(await arrived).toEqual([{ token: 't1' }, 'a b', 'new', 'u7']);
  });
});

describe('socket-io: sending and receiving', () => {
  it('hands out all arguments of an acknowledgement and of an event', async () => {
    const { stand, transport } = await start();
    stand.io.on('connection', (socket) =>
      socket.on('vote', (a: unknown, b: unknown, answer: (...args: unknown[]) => void) => {
        socket.emit('counted', a, { b });
        answer(null, { ok: true }, Buffer.from([1, 2]));
      }),
    );
    const listener = recorder();
    const connection = transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    const sendId = connection.send({ kind: 'event', event: 'vote', args: ['r1', 2], ack: true });
    await listener.until(() => listener.inbox.length === 2);
    expect(listener.inbox).toEqual([
      { kind: 'event', event: 'counted', args: ['r1', { b: 2 }] },
      { kind: 'ack', sendId, args: [null, { ok: true }, Buffer.from([1, 2])] },
    ]);
  });

  it('sends many in one turn over WebSocket, one at a time by polling', async () => {
    for (const kind of ['websocket', 'polling'] as const) {
      const { stand, transport } = await start({ settings: { transports: [kind] } });
      const listener = recorder();
      const connection = transport.connect(requestTo(stand.url), listener);
      await listener.until(() => listener.log.length > 0);
      const ids = ['a', 'b', 'c'].map((text) => connection.send(stand.ask(text)));
      expect(ids.filter((id) => id === -1)).toHaveLength(kind === 'websocket' ? 0 : 2);
      await listener.until(() => listener.inbox.length === ids.filter((id) => id >= 0).length);
      await connection.close();
      await stand.closed();
      expect(stand.heard).toEqual(kind === 'websocket' ? ['a', 'b', 'c'] : ['a']);
    }
  });

  it('keeps nothing for later when the heartbeat is overdue', async () => {
    const { stand, transport } = await start();
    const listener = recorder();
    const connection = transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    try {
      expect(connection.send(stand.say('stale'))).toBe(-1);
    } finally {
      Date.now = now;
    }
    expect(await listener.ended()).toBe('closed: no heartbeat from the server in time');
    await stand.closed();
    expect(stand.heard).toEqual([]);
  });
});

/** What a connection ends with when a server says this and closes. */
async function converse(packets: readonly string[]): Promise<readonly string[]> {
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(wss, 'listening');
  wss.on('connection', (socket) => {
    for (const packet of packets) socket.send(packet);
    socket.close();
  });
  const transport = socketIoTransport(socketIoSettings);
  const listener = recorder();
  transport.connect(requestTo(`http://127.0.0.1:${(wss.address() as AddressInfo).port}`), listener);
  await listener.ended();
  await transport.close();
  wss.close();
  await once(wss, 'close');
  return listener.log;
}

describe('socket-io: servers that break the protocol', () => {
  const hello = '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000}';

  it.each([
    [['0{'], /^failed: a handshake that cannot be read/],
    [['0{}'], /^failed: a handshake that cannot be read/],
    [['0null'], /^failed: a handshake that cannot be read/],
    [[hello, '44'], /^failed: refused without a reason/],
    [[hello, '44"words"'], /^failed: \S/],
    [[hello, '40'], /^failed: It seems you are trying to reach a Socket.IO server in v2/],
    [[hello, '40{"sid":"x"}', '44'], /^closed: \S/],
    [[hello, '40{"sid":"x"}', '0{'], /^(failed|closed): a handshake that cannot be read/],
    [[hello, '40{"sid":"x"}', '42'], /^closed: closed 1005/],
    [[hello, '40{"sid":"x"}', '43', '437', '437[]'], /^closed: closed 1005/],
    [[hello, '40{"sid":"x"}', '4not a packet'], /^(failed|closed): a packet that cannot be read/],
    [['hi'], /^failed: a packet that cannot be read/],
    [[], /^failed: closed 1005/],
    [['6'], /^failed: closed 1005/],
  ])('%j', async (packets, line) => {
    expect((await converse(packets)).at(-1)).toMatch(line);
  });

  it('open before the first message, even where the server speaks before it connects', async () => {
    const log = await converse([hello, '42["early",1]', '40{"sid":"x"}', '42["late",2]']);
    expect(log).toEqual(['opened', 'message', 'message', 'closed: closed 1005']);
  });

  it(`whatever they say (seed ${seed})`, async () => {
    const packet = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.tuple(fc.constantFrom('0', '1', '2', '3', '4', '5', '6'), fc.json()).map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('40', '41', '42', '43', '44', '451-', '461-'), fc.json())
        .map((parts) => parts.join('')),
    );
    const check = fc.asyncProperty(
      fc.array(packet, { maxLength: 6 }),
      fc.boolean(),
      async (packets, proper) => {
        const line = await converse(proper ? [hello, '40{"sid":"x"}', ...packets] : packets);
        expect(line.at(-1)).toMatch(/^(failed|closed): \P{Cc}+$/u);
      },
    );
    await fc.assert(check, { seed, numRuns: 40 });
  });
});
