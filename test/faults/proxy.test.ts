import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openProxy } from '../../src/faults/proxy.js';
import { untroubled } from '../../src/faults/network-state.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A server that says everything twice as it is told, and what it has of connections. */
async function echo(onSocket: (socket: Socket) => void = (socket) => void socket.pipe(socket)) {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = await openProxy(`http://127.0.0.1:${port}/path?x=1`);
  cleanups.push(
    async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
    () => proxy.close(),
  );
  return { server, sockets, proxy };
}

function through(url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  return socket;
}

/** Whether a chunk is sent or the delay changes, and by how much. */
const moves = fc.array(
  fc.oneof(
    fc.record({ send: fc.integer({ min: 1, max: 100_000 }) }),
    fc.record({ delayMs: fc.nat(8) }),
    fc.constant('turn' as const),
  ),
  { maxLength: 25 },
);

describe(`a proxy (seed ${seed})`, () => {
  it('has the address of the target but for host and port', async () => {
    const { proxy } = await echo();
    expect(new URL(proxy.url).pathname).toBe('/path');
    expect(new URL(proxy.url).search).toBe('?x=1');
    expect(new URL(proxy.url).hostname).toBe('127.0.0.1');
  });

  it('brings everything in order and once, however it is cut up and delayed, and the end behind it', async () => {
    const { proxy, sockets } = await echo();
    const check = fc.asyncProperty(moves, async (list) => {
      const socket = through(proxy.url);
      const received: Buffer[] = [];
      const sent: Buffer[] = [];
      socket.on('data', (bytes: Buffer) => received.push(bytes));
      const ended = once(socket, 'end');
      for (const [index, move] of list.entries()) {
        if (move === 'turn') await new Promise(setImmediate);
        else if ('delayMs' in move) proxy.setNetwork({ mode: 'passing', delayUs: move.delayMs * 1000 });
        else {
          sent.push(Buffer.alloc(move.send, index + 1));
          socket.write(sent.at(-1) ?? '');
        }
      }
      socket.end();
      await ended;
      expect(Buffer.concat(received).equals(Buffer.concat(sent))).toBe(true);
      if (!socket.closed) await closed(socket);
      expect(proxy.connections).toBeLessThanOrEqual(1);
    });
    await fc.assert(check, { seed, numRuns: 60 });
    proxy.setNetwork(untroubled);
    await proxy.close();
    expect(proxy.connections).toBe(0);
    while (sockets.size > 0) await new Promise(setImmediate);
  });

  it('makes a sender wait for a receiver that takes nothing in', async () => {
    const { proxy } = await echo(() => {});
    for (const delayUs of [0, 2000]) {
      proxy.setNetwork({ mode: 'passing', delayUs });
      const socket = through(proxy.url);
      let written = 0;
      const block = Buffer.alloc(1_000_000);
      // Until a block stays in the socket although everything had its time.
      for (;;) {
        written++;
        const isRoom = socket.write(block);
        if (isRoom) continue;
        const drained = await Promise.race([once(socket, 'drain'), idleTurns(400)]);
        if (drained === 'idle') break;
      }
      expect(written).toBeLessThan(60);
      socket.destroy();
    }
  });

  it('breaks all connections when it is cut, and lets nobody in until it is back', async () => {
    const { proxy, sockets } = await echo();
    const first = through(proxy.url);
    first.write('x');
    await once(first, 'data');
    const gone = closed(first);
    const [server] = sockets;
    const lost = server === undefined ? null : closed(server);
    proxy.setNetwork({ mode: 'cut', delayUs: 0 });
    await Promise.all([gone, lost]);
    const second = through(proxy.url);
    await closed(second);
    expect(sockets.size).toBe(0);
    proxy.setNetwork(untroubled);
    const third = through(proxy.url);
    third.write('y');
    const [data] = (await once(third, 'data')) as [Buffer];
    expect(data.toString()).toBe('y');
    third.destroy();
  });

  it('swallows everything while it is half open, and closes nothing before it is over', async () => {
    const { proxy, sockets } = await echo();
    const [silent, talking, late] = [through(proxy.url), through(proxy.url), () => through(proxy.url)];
    for (const socket of [silent, talking]) {
      socket.write('x');
      await once(socket, 'data');
    }
    proxy.setNetwork({ mode: 'half-open', delayUs: 0 });
    const heard: string[] = [];
    for (const [name, socket] of Object.entries({ silent, talking, late: late() })) {
      socket.on('data', () => heard.push(`${name} data`));
      socket.on('end', () => heard.push(`${name} end`));
      socket.on('close', () => heard.push(`${name} close`));
      if (name === 'late') await once(socket, 'connect');
      if (name !== 'silent') socket.write('lost');
    }
    await idleTurns(200);
    expect(heard).toEqual([]);
    expect(sockets.size).toBeGreaterThanOrEqual(2);
    const broken = closed(talking);
    proxy.setNetwork(untroubled);
    await broken;
    silent.write('again');
    const [data] = (await once(silent, 'data')) as [Buffer];
    expect(data.toString()).toBe('again');
    expect(heard).not.toContain('silent close');
    silent.destroy();
  });

  it('passes a reset on, and refuses where nobody listens behind it', async () => {
    const { proxy, server, sockets } = await echo((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    const socket = through(proxy.url);
    socket.write('x');
    await closed(socket);
    server.close();
    for (const other of sockets) other.destroy();
    const refused = through(proxy.url);
    await closed(refused);
    expect(refused.bytesRead).toBe(0);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  it('closes whatever is under way, and leaves no timer', async () => {
    const { proxy, sockets } = await echo();
    proxy.setNetwork({ mode: 'passing', delayUs: 3_600_000_000 });
    const clients = Array.from({ length: 5 }, () => through(proxy.url));
    for (const socket of clients) {
      socket.write('never');
      await once(socket, 'connect');
    }
    const gone = clients.map(closed);
    await proxy.close();
    await proxy.close();
    await Promise.all(gone);
    expect(proxy.connections).toBe(0);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(5);
    while (sockets.size > 0) await new Promise(setImmediate);
  });
});

function closed(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => void socket.once('close', () => resolve()));
}

async function idleTurns(turns: number): Promise<'idle'> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  return 'idle';
}
