import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../scenario/problem.js';

/** A Redis of one run's own. */
export interface RedisProcess {
  /** `redis://127.0.0.1:port`. */
  readonly url: string;
  /** `null` while there is none. */
  pid(): number | null;
  /** How it ended, if nobody ended it; else `null`. */
  died(): string | null;
  /** Ends it at once, as a crash would. What it had answered for is in its file. */
  kill(): Promise<void>;
  /** Starts it again at the same port, with all it knew. Does nothing where it runs. */
  start(): Promise<void>;
  /** For good, with its folder. Idempotent. */
  stop(): Promise<void>;
}

/** What is said where it is not installed. */
export const noRedisText =
  'this server needs a Redis, and `redis-server` is not installed; install it (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew install redis), or name one that runs: --set target.redis=redis://127.0.0.1:6379';

/** Another program may take the port between the look for it and its use. */
const triesMax = 5;
const startMs = 10_000;
/** How long it has to end in order. */
const stopMs = 2000;
const saidCharsMax = 2000;

/**
 * Starts the installed `redis-server` on a free port of 127.0.0.1, with an append-only file in a folder of
 * its own. It ends with `stop`, or when this process does, in whatever way, and its folder with it. Throws
 * Problem in one line where it is not installed or does not start.
 */
export async function startRedis(): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-redis-'));
  try {
    const first = await firstStarted(folder);
    return heldRedis(folder, first);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A Redis that runs, with what sees to it that it does not outlive us. */
interface Running {
  readonly child: ChildProcess;
  readonly keeper: ChildProcess;
  readonly port: number;
}

async function firstStarted(folder: string): Promise<Running> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      return await started(folder, port);
    } catch (error) {
      const isTaken = error instanceof Problem && error.message.includes('Address already in use');
      if (!isTaken || tries === triesMax) throw error;
    }
  }
}

function heldRedis(folder: string, first: Running): RedisProcess {
  const { port } = first;
  let now: Running | null = first;
  let death: string | null = null;
  let isOver = false;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> =>
    (last = last.catch(() => undefined).then(work));
  const laidDown = async (signal: NodeJS.Signals): Promise<void> => {
    if (now === null) return;
    death ??= deathOf(now.child);
    await ended(now, signal);
    now = null;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => now?.child.pid ?? null,
    died: () => death ?? (now === null ? null : deathOf(now.child)),
    kill: () => inTurn(() => laidDown('SIGKILL')),
    start: () =>
      inTurn(async () => {
        if (isOver || (now !== null && deathOf(now.child) === null)) return;
        await laidDown('SIGKILL');
        now = await started(folder, port);
      }),
    stop: () => {
      isOver = true;
      return inTurn(async () => {
        await laidDown('SIGTERM');
        rmSync(folder, { recursive: true, force: true });
      });
    },
  };
}

async function started(folder: string, port: number): Promise<Running> {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
    daemonize: 'no',
    logfile: '',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  await ready(child);
  const keeper = keeperOf(child, folder);
  for (const each of [child, keeper]) each.unref();
  for (const pipe of [child.stdout, child.stderr, keeper.stdin] as unknown as Socket[]) pipe.unref();
  return { child, keeper, port };
}

/** Resolves when it says so itself: everything in its file is read then. */
function ready(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Problem(`redis-server was not ready within ${startMs / 1000} s`));
    }, startMs);
    const hear = (line: string): void => {
      said = `${said}\n${line}`.slice(-saidCharsMax);
      if (!/ready to accept connections/i.test(line)) return;
      clearTimeout(late);
      resolve();
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null) createInterface(stream).on('line', hear);
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      reject(
        new Problem(
          error.code === 'ENOENT' ? noRedisText : `redis-server could not be started: ${error.message}`,
        ),
      );
    });
    child.once('close', (code, signal) => {
      clearTimeout(late);
      reject(new Problem(`redis-server ended at once (${signal ?? `exit code ${code}`}): ${whyOf(said)}`));
    });
  });
}

/** The line that says why, of all that it says while it starts. */
function whyOf(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /fail|error|could not|already in use/i.test(line)) ?? lines.at(-1);
  return telling ?? 'without a word';
}

/** A shell that waits for this process to be gone, and then ends the Redis and removes its folder. */
function keeperOf({ pid }: ChildProcess, folder: string): ChildProcess {
  const script = 'cat >/dev/null; kill -9 "$0" 2>/dev/null; rm -rf "$1"';
  const keeper = spawn('/bin/sh', ['-c', script, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without a shell there is no such guard; everything else works.
  keeper.on('error', () => undefined);
  keeper.stdin?.on('error', () => undefined);
  return keeper;
}

async function ended({ child, keeper }: Running, signal: NodeJS.Signals): Promise<void> {
  const gone = [exitOf(child), exitOf(keeper)];
  // First: once the Redis is gone, its number may be another process's.
  if (keeper.pid !== undefined) killGroup(keeper.pid);
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await Promise.all(gone);
  clearTimeout(timer);
}

/** The shell, and the program that it waits for. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await once(child, 'exit');
}

function deathOf({ exitCode, signalCode }: ChildProcess): string | null {
  if (exitCode === null && signalCode === null) return null;
  return `redis-server ended (${signalCode ?? `exit code ${exitCode}`})`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
