// oxlint-disable vitest/no-standalone-expect -- `test` here is a test that needs a redis-server
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { describe, expect, test as plainTest } from 'vitest';
import { startServer, type StartOptions } from '../../src/servers/embedded.js';
import { redisTests } from '../limiters/redis-tests.js';
import { exchange, openSocketIo, openWs } from './clients.js';

const built = JSON.stringify(fileURLToPath(new URL('../../dist/src/servers/embedded.js', import.meta.url)));
const urlOf = ({ options: { port } }: Redis): string => `redis://127.0.0.1:${port}`;

/** The processes that a process has started, from what Linux tells. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

/** Whether a process exists, and is more than a name that its parent has not read yet. */
function lives(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Resolves when none of them lives; looked at as often as the loop turns. */
async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(lives)) await new Promise((resolve) => setImmediate(resolve));
}

const vote = (id: number): string => JSON.stringify({ id, user: `u${id}`, resource: 'r' });

describe('a server in two processes', () => {
  const { test } = redisTests();

  test('has one URL, connections reach both in turn, and both know the same', async (client) => {
    const settings = { seats: 3 };
    const server = await startServer({ server: 'seats', settings, nodes: 2, store: urlOf(client) });
    expect(childrenOf(server.pid)).toHaveLength(2);
    const sockets = [await openWs(server.url), await openWs(server.url)];
    const answers: unknown[] = [];
    for (let id = 0; id < 5; id++) answers.push(await exchange(sockets[id % 2], vote(id)));
    expect(answers.map((answer) => (answer as { ok: boolean }).ok)).toEqual([true, true, true, false, false]);
    const events = await openSocketIo(server.url);
    expect(await events.emitWithAck('book', { user: 'u', resource: 'r' })).toMatchObject({ ok: false });
    const pids = [server.pid, ...childrenOf(server.pid)];
    const closed = sockets.map((socket) => once(socket, 'close'));
    await server.stop();
    expect(pids.filter(lives)).toEqual([]);
    for (const one of closed) expect((await one)[0]).toBe(1001);
    expect(await client.keys('*')).toEqual([]);
    expect(server.died()).toBeNull();
  });

  test('ends as a whole when one of them dies, and says which', async (client) => {
    const server = await startServer({ server: 'seats', nodes: 2, store: urlOf(client) });
    const children = childrenOf(server.pid);
    const sockets = [await openWs(server.url), await openWs(server.url)];
    const closed = sockets.map((socket) => once(socket, 'close'));
    process.kill(children[0], 'SIGKILL');
    await Promise.all(closed);
    await gone([server.pid, ...children]);
    await server.stop();
    expect(server.died()).toMatch(/^exit code 1: node [01] of 2 ended \(SIGKILL\), and the others with it$/);
    expect(await client.keys('*')).toEqual([]);
  });

  test('leaves no process behind, however its parent ends, or the one that watches', async (client) => {
    for (const victim of ['parent', 'watcher'] as const) {
      const program = `
        const { startServer } = await import(${built});
        const store = ${JSON.stringify(urlOf(client))};
        const server = await startServer({ server: 'arena', nodes: 2, store });
        process.stdout.write(server.pid + '\\n');
        setInterval(() => undefined, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
      const watcher = Number(line);
      const nodes = childrenOf(watcher);
      expect(nodes).toHaveLength(2);
      process.kill(victim === 'parent' ? (parent.pid ?? -1) : watcher, 'SIGKILL');
      await gone([watcher, ...nodes]);
      parent.kill('SIGKILL');
    }
    await client.flushall();
  });

  test('can be stopped while one of them is frozen, and while Redis is', async (client) => {
    const server = await startServer({ server: 'arena', nodes: 2, store: urlOf(client) });
    const nodes = childrenOf(server.pid);
    process.kill(nodes[0], 'SIGSTOP');
    await client.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    await server.stop();
    await client.call('CLIENT', 'UNPAUSE');
    expect([server.pid, ...nodes].filter(lives)).toEqual([]);
  });

  test('answers that it failed when Redis has lost what it kept', async (client) => {
    const server = await startServer({ server: 'seats', store: urlOf(client) });
    const socket = await openWs(server.url);
    expect(await exchange(socket, vote(1))).toEqual({ id: 1, ok: true });
    await client.flushall();
    expect(await exchange(socket, vote(2))).toEqual({
      id: 2,
      error: 'internal',
      message: 'the server failed on this action',
    });
    await server.stop();
    expect(await client.keys('*')).toEqual([]);
  });

  test('is refused a port that is taken', async (client) => {
    const server = await startServer({ server: 'arena' });
    const port = Number(new URL(server.url).port);
    await expect(startServer({ server: 'arena', port, nodes: 2, store: urlOf(client) })).rejects.toThrow(
      /EADDRINUSE/,
    );
    await server.stop();
    expect(await client.keys('*')).toEqual([]);
  });
});

const start = (more: Partial<StartOptions>): Promise<unknown> => startServer({ server: 'arena', ...more });

describe('nodes and stores', () => {
  plainTest('that cannot be are refused before anything starts', async () => {
    await expect(start({ nodes: 2 })).rejects.toThrow(
      '2 nodes need a store that they share, or each would have a memory of its own',
    );
    await expect(start({ nodes: 0 })).rejects.toThrow('nodes are a whole number from 1 to 16, not 0');
    await expect(start({ store: 'http://127.0.0.1' })).rejects.toThrow('a store is the URL of a Redis');
    await expect(start({ store: 'redis://:hidden-word@127.0.0.1:1' })).rejects.toThrow(
      /^cannot use the Redis at 127\.0\.0\.1:1: ECONNREFUSED$/,
    );
  });
});
