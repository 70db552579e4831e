import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Connection, Transport } from '../../src/transports/transport.js';
import { recorder, requestTo, type Recorder } from './recorder.js';
import type { Stand, StandOptions } from './stand.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

type Greeted = Pick<StandOptions<never>, 'greetings'>;

/** What holds of every transport over a real network. */
export function transportLaws(name: string, standOf: (options?: Greeted) => Promise<Stand>): void {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function start(options?: Greeted): Promise<{ stand: Stand; transport: Transport }> {
    const stand = await standOf(options);
    const transport = stand.transport();
    cleanups.push(
      () => stand.close(),
      () => transport.close(),
    );
    return { stand, transport };
  }

  async function open(
    options?: Greeted,
  ): Promise<{ stand: Stand; transport: Transport; listener: Recorder; connection: Connection }> {
    const { stand, transport } = await start(options);
    const listener = recorder();
    const connection = transport.connect(requestTo(stand.url), listener);
    expect(connection.state).toBe('connecting');
    await listener.until(() => listener.log.length > 0);
    expect(listener.log[0]).toBe('opened');
    return { stand, transport, listener, connection };
  }

  async function rawServer(onSocket: (server: Server) => void): Promise<string> {
    const server = createServer();
    onSocket(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new Set<{ destroy(): void }>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
    });
    cleanups.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  describe(`${name}: laws of a transport (seed ${seed})`, () => {
    it('leaves nothing behind', async () => {
      const before = sockets();
      const timers = watchTimers();
      const { stand, transport } = await start();
      const listeners = Array.from({ length: 20 }, recorder);
      const connections = listeners.map((listener) => transport.connect(requestTo(stand.url), listener));
      await Promise.all(listeners.map((listener) => listener.until(() => listener.log.length > 0)));
      expect(stand.users()).toBe(20);
      for (const connection of connections) connection.send(stand.hold('never answered'));
      for (const connection of connections.slice(3, 7)) connection.stall(true);
      await Promise.all(connections.slice(0, 5).map((connection) => connection.close()));
      await Promise.all(connections.slice(5, 10).map((connection) => connection.cut()));
      await transport.close();
      expect(listeners.map((listener) => listener.log.at(-1))).toEqual(
        listeners.map((_, user) =>
          user >= 5 && user < 10 ? 'closed: cut off by the client' : 'closed: closed by the client',
        ),
      );
      await stand.closed();
      expect(stand.sockets.size).toBe(0);
      await stand.close();
      // One turn of timers and callbacks: libraries end things by timers of 0 ms.
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise(setImmediate);
      const left = sockets();
      for (const name of before) if (left.includes(name)) left.splice(left.indexOf(name), 1);
      expect(left).toEqual([]);
      expect(timers()).toEqual([]);
    });

    it('opens, and says so once', async () => {
      const { listener, connection } = await open();
      expect(connection.state).toBe('open');
      expect(listener.log).toEqual(['opened']);
    });

    it('fails on a port where nobody listens, with the reason', async () => {
      const { stand, transport } = await start();
      await stand.close();
      const listener = recorder();
      const connection = transport.connect(requestTo(stand.url), listener);
      expect(connection.send(stand.say('too early'))).toBe(-1);
      expect(await listener.ended()).toMatch(/^failed: connection refused \(.*ECONNREFUSED/);
      expect(listener.log).toHaveLength(1);
      expect(connection.state).toBe('closed');
      expect(connection.send(stand.say('too late'))).toBe(-1);
    });

    it('fails when the hand-shake gets no answer in time', async () => {
      const { transport } = await start();
      const url = await rawServer(() => {});
      const listener = recorder();
      transport.connect(requestTo(url, { timeoutMs: 40 }), listener);
      expect(await listener.ended()).toBe('failed: not connected after 40 ms');
      expect(listener.log).toHaveLength(1);
    });

    it('fails with the HTTP status of a refusal', async () => {
      const { transport } = await start();
      const url = await rawServer((server) =>
        server.on('connection', (socket) =>
          socket.once('data', () =>
            socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
          ),
        ),
      );
      const listener = recorder();
      transport.connect(requestTo(url), listener);
      expect(await listener.ended()).toBe('failed: HTTP 401 Unauthorized');
    });

    it('reports what can never work to the listener, later, and throws nothing', async () => {
      const { stand, transport } = await start();
      const requests = [
        [requestTo('nowhere'), /not a URL/],
        [requestTo('ftp://127.0.0.1'), /scheme is ftp:/],
        [requestTo(stand.url, { headers: { token: 'secret\r\nx: y' } }), /header "token"/],
      ] as const;
      for (const [request, reason] of requests) {
        const listener = recorder();
        transport.connect(request, listener);
        expect(listener.log).toEqual([]);
        expect(await listener.ended()).toMatch(reason);
        expect(listener.log.join()).not.toContain('secret');
      }
    });

    it('loses no push that comes with the hand-shake, and opens first', async () => {
      const greetings = ['one', 'two', 'three'];
      const { stand, listener } = await open({ greetings });
      await listener.until(() => listener.inbox.length === 3);
      expect(listener.log).toEqual(['opened', 'message', 'message', 'message']);
      expect(listener.inbox.map((inbound) => stand.contentOf(inbound))).toEqual(greetings);
    });

    it('carries any text there and back, each send with its own number', async () => {
      const { stand, listener, connection } = await open();
      const contents = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 });
      const check = fc.asyncProperty(contents, async (texts) => {
        const from = listener.inbox.length;
        const ids: number[] = [];
        for (const text of texts) {
          ids.push(connection.send(stand.ask(text)));
          if (!stand.pipelines) await listener.until(() => listener.inbox.length === from + ids.length);
        }
        await listener.until(() => listener.inbox.length === from + texts.length);
        const answers = listener.inbox.slice(from);
        expect(answers.map((inbound) => stand.contentOf(inbound))).toEqual(texts);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => id >= 0)).toBe(true);
        const sendIds = answers.map((answer, index) => (answer.kind === 'ack' ? answer.sendId : ids[index]));
        expect(sendIds).toEqual(ids);
      });
      await fc.assert(check, { seed, numRuns: 20 });
    });

    it('carries binary data there and back', async () => {
      const { stand, listener, connection } = await open();
      const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      connection.send(stand.ask(bytes));
      await listener.until(() => listener.inbox.length === 1);
      const [inbound] = listener.inbox;
      const content = inbound === undefined ? undefined : stand.contentOf(inbound);
      expect(Buffer.compare(content as Buffer, bytes)).toBe(0);
      expect(connection.bytesIn).toBeGreaterThanOrEqual(1000);
      expect(connection.bytesOut).toBeGreaterThanOrEqual(1000);
    });

    it('counts the payload in both directions', async () => {
      const { stand, listener, connection } = await open();
      const before = connection.bytesIn;
      connection.send(stand.ask('ü'.repeat(500)));
      await listener.until(() => listener.inbox.length === 1);
      expect(connection.bytesIn - before).toBeGreaterThanOrEqual(1000);
      expect(connection.bytesIn - before).toBeLessThan(1100);
      expect(connection.bytesOut).toBeGreaterThanOrEqual(1000);
    });

    it('takes a message of 10 MB', async () => {
      const { stand, listener, connection } = await open();
      const text = 'x'.repeat(10_000_000);
      connection.send(stand.ask(text));
      await listener.until(() => listener.inbox.length === 1);
      const [inbound] = listener.inbox;
      expect(inbound !== undefined && stand.contentOf(inbound) === text).toBe(true);
    });

    it('refuses a message over 16 MiB with a clear reason', async () => {
      const { stand, listener, connection } = await open();
      if (!stand.pipelines) return;
      connection.send(stand.ask('x'.repeat(17 * 1024 * 1024)));
      expect(await listener.ended()).toMatch(/^closed: a message longer than 16 MiB/);
      expect(connection.send(stand.say('after'))).toBe(-1);
      expect(listener.log).toHaveLength(2);
    });

    it('delivers an answer however late', async () => {
      const { stand, listener, connection } = await open();
      connection.send(stand.hold('late'));
      await listener.until(() => listener.inbox.length === 1);
      connection.send(stand.ask('meanwhile'));
      await listener.until(() => listener.inbox.length === 2);
      stand.releaseHeld();
      await listener.until(() => listener.inbox.length === 3);
      expect(listener.inbox.slice(1).map((inbound) => stand.contentOf(inbound))).toEqual([
        'meanwhile',
        'late',
      ]);
    });

    it.each(['dismiss', 'kill'] as const)('hears once when the server goes (%s)', async (how) => {
      const { stand, listener, connection } = await open();
      stand[how]();
      expect(await listener.ended()).toMatch(/^closed: \S/);
      expect(connection.state).toBe('closed');
      expect(connection.send(stand.say('after'))).toBe(-1);
      await connection.close();
      await stand.closed();
      expect(listener.log).toHaveLength(2);
      expect(stand.heard).toEqual([]);
    });

    it('hands over what was sent before an own close, and nothing after', async () => {
      const { stand, listener, connection } = await open();
      connection.send(stand.ask('before'));
      await listener.until(() => listener.inbox.length === 1);
      const closing = connection.close();
      expect(listener.log).toEqual(['opened', 'message', 'closed: closed by the client']);
      expect(connection.state).toBe('closed');
      expect(connection.send(stand.say('after'))).toBe(-1);
      stand.push('nobody listens');
      await Promise.all([closing, connection.close()]);
      await stand.closed();
      expect(stand.heard).toEqual(['before']);
      expect(listener.log).toHaveLength(3);
    });

    it('gives up a connection that is still opening', async () => {
      const { transport } = await start();
      const url = await rawServer(() => {});
      const listener = recorder();
      const connection = transport.connect(requestTo(url), listener);
      await connection.close();
      expect(listener.log).toEqual(['failed: closed by the client']);
    });

    it('breaks off without a word', async () => {
      const { stand, listener, connection } = await open();
      connection.send(stand.ask('before'));
      await listener.until(() => listener.inbox.length === 1);
      const cut = connection.cut();
      expect(listener.log).toEqual(['opened', 'message', 'closed: cut off by the client']);
      expect(connection.state).toBe('closed');
      expect(connection.send(stand.say('after'))).toBe(-1);
      await Promise.all([cut, connection.cut(), connection.close()]);
      await stand.closed();
      expect(stand.ends).not.toContain('orderly');
      // Between two polls a server learns of it by its heartbeat only.
      if (stand.pipelines) expect(stand.ends).toEqual(['abrupt']);
      expect(stand.heard).toEqual(['before']);
      expect(listener.log).toHaveLength(3);
    });

    it('says a word when it closes', async () => {
      const { stand, connection } = await open();
      await connection.close();
      await stand.closed();
      expect(stand.ends).toEqual(['orderly']);
    });

    it('cuts off a connection that is still opening', async () => {
      const { transport } = await start();
      const url = await rawServer(() => {});
      const listener = recorder();
      const connection = transport.connect(requestTo(url), listener);
      await connection.cut();
      expect(listener.log).toEqual(['failed: cut off by the client']);
    });

    it('takes nothing in while it stalls, and loses nothing by it', async () => {
      const { stand, transport, listener, connection } = await open();
      const other = recorder();
      transport.connect(requestTo(stand.url, { user: 1 }), other);
      await other.until(() => other.log.length > 0);
      const pushed: string[] = [];
      // Whether it stalls, then how much is pushed.
      const moves = fc.array(fc.tuple(fc.boolean(), fc.nat(3)), { maxLength: 8 });
      const check = fc.asyncProperty(moves, async (list) => {
        for (const [stalled, count] of [...list, [false, 1] as const]) {
          connection.stall(stalled);
          const seen = pushed.length;
          for (let push = 0; push < count; push++) {
            pushed.push(`news ${pushed.length}`);
            stand.push(pushed.at(-1) ?? '');
          }
          await other.until(() => other.inbox.length === pushed.length);
          if (!stalled) await listener.until(() => listener.inbox.length === pushed.length);
          else expect(listener.inbox.length).toBeLessThanOrEqual(seen);
        }
        expect(listener.inbox.map((inbound) => stand.contentOf(inbound))).toEqual(pushed);
      });
      await fc.assert(check, { seed, numRuns: 20 });
      expect(listener.log[0]).toBe('opened');
    });

    it('stalls from its opening on when it was told to before', async () => {
      const { stand, transport } = await start({ greetings: ['early'] });
      const listener = recorder();
      const connection = transport.connect(requestTo(stand.url), listener);
      connection.stall(true);
      await listener.until(() => listener.log.length > 0);
      expect(listener.log[0]).toBe('opened');
      stand.push('news');
      connection.stall(false);
      await listener.until(() => listener.inbox.length === 2);
      expect(listener.inbox.map((inbound) => stand.contentOf(inbound))).toEqual(['early', 'news']);
    });

    it('makes the server wait while it stalls, and can be closed and cut off all the same', async () => {
      for (const end of ['close', 'cut'] as const) {
        const { stand, transport, listener, connection } = await open();
        const other = recorder();
        transport.connect(requestTo(stand.url, { user: 1 }), other);
        await other.until(() => other.log.length > 0);
        connection.stall(true);
        const text = 'x'.repeat(1_000_000);
        for (let push = 1; push <= 24; push++) {
          stand.push(text);
          await other.until(() => other.inbox.length === push);
        }
        if (stand.pipelines)
          expect(Math.max(...[...stand.sockets].map((socket) => socket.writableLength))).toBeGreaterThan(0);
        await connection[end]();
        expect(listener.inbox.length).toBeLessThanOrEqual(1);
        expect(listener.log.filter((line) => line.startsWith('closed'))).toHaveLength(1);
      }
    });

    it('cuts off a server that does not answer the closing hand-shake', async () => {
      const { stand, listener, connection } = await open();
      for (const socket of stand.sockets) socket.pause();
      await connection.close();
      expect(listener.log).toHaveLength(2);
    });

    it('survives servers that speak nonsense', async () => {
      const { transport } = await start();
      const url = await rawServer((server) =>
        server.on('connection', (socket) => {
          socket.once('data', () => socket.end(nonsense));
        }),
      );
      let nonsense: Uint8Array = new Uint8Array();
      const check = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        nonsense = bytes;
        const listener = recorder();
        transport.connect(requestTo(url), listener);
        expect(await listener.ended()).toMatch(/^failed: \P{Cc}+$/u);
      });
      await fc.assert(check, { seed, numRuns: 30 });
    });
  });
}

/** The kinds of the sockets and requests that keep the process alive. */
function sockets(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS|HTTP/.test(name) && name !== 'TCPServerWrap');
}

/** Watches timers that a transport or a library under it starts; the result says which still run. */
function watchTimers(): () => readonly string[] {
  const running = new Map<number, string>();
  const ours = /src\/transports|engine\.io-client|socket\.io-client|https-proxy-agent/;
  const hook = createHook({
    init: (id, type) => {
      const stack = type === 'Timeout' ? (new Error(type).stack ?? '') : '';
      if (ours.test(stack)) running.set(id, stack);
    },
    destroy: (id) => void running.delete(id),
  }).enable();
  return () => {
    hook.disable();
    return [...running.values()];
  };
}
