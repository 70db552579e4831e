import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';

/** A real redis-server of this test's own, and a client of it. */
export interface OwnRedis {
  readonly port: number;
  readonly client: Redis;
  close(): Promise<void>;
}

/** Why there is none. */
export interface NoRedis {
  readonly missing: string;
}

/**
 * Starts `redis-server` on a free port of the loopback, in a folder of its own, without persistence.
 * Where the program is missing, the answer says so; with `CI` set that is an error instead, because
 * there it must be installed.
 */
export async function startRedis(): Promise<OwnRedis | NoRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'limiters-redis-'));
  for (let tries = 0; tries < 5; tries++) {
    const port = await freePort();
    const started = await start(folder, port);
    if (started === 'missing') return withoutRedis(folder);
    if (started === 'taken') continue;
    const client = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: 1 });
    // Without a listener a closed connection is an error of the whole process.
    client.on('error', () => undefined);
    return { port, client, close: () => close(started, client, folder) };
  }
  throw new Error('redis-server found no free port in five tries');
}

function withoutRedis(folder: string): NoRedis {
  rmSync(folder, { recursive: true, force: true });
  const missing = 'there is no redis-server on this machine; install it to run these tests';
  if (process.env['CI'] !== undefined) throw new Error(missing);
  return { missing };
}

/** A port that was free a moment ago; whoever starts on it may still find it taken. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function start(folder: string, port: number): Promise<ChildProcess | 'missing' | 'taken'> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    // The log, where readiness is read from.
    loglevel: 'notice',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return new Promise((resolve) => {
    child.once('error', () => resolve('missing'));
    child.once('exit', () => {
      process.off('exit', kill);
      resolve('taken');
    });
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve(child);
    });
  });
}

async function close(child: ChildProcess, client: Redis, folder: string): Promise<void> {
  client.disconnect();
  await new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
  rmSync(folder, { recursive: true, force: true });
}
