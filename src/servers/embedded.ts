import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { behaviourOf } from './catalog.js';
import type { ChildOrder } from './child.js';
import { settingsOf } from '../behaviours/settings.js';

export interface StartOptions {
  readonly server: string;
  readonly bug?: string | null;
  readonly settings?: Readonly<Record<string, number>>;
  /** Default 0: any free port. */
  readonly port?: number;
}

/** A reference server in its own process. */
export interface EmbeddedServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly pid: number;
  /** Ends the process, in order if it can; resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
}

/** How long a process has to end in order before it is killed. */
const stopMs = 2000;
/** The end of what a dying process wrote; enough for an error message. */
const lastWordsCharsMax = 4000;

/**
 * Starts a reference server in its own process, so that its work and the load generator's never
 * share an event loop. It ends with `stop`, or when this process does, in whatever way. Throws
 * RangeError for unknown names, and an Error with its last words when the process dies early.
 */
export async function startServer(options: StartOptions): Promise<EmbeddedServer> {
  const { server, bug = null, settings = {}, port = 0 } = options;
  settingsOf(behaviourOf(server, bug), settings);
  const order: ChildOrder = { server, bug, settings, port };
  const child = spawn(process.execPath, [childFile(), JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const url = await urlOf(child, server);
  // The child never keeps its parent alive; the closed pipe ends it if nobody called `stop`.
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr] as unknown as Socket[]) pipe.unref();
  let stopping: Promise<void> | undefined;
  return { url, pid: child.pid ?? -1, stop: () => (stopping ??= stop(child)) };
}

/** The first line the child prints; rejects when it ends without one. */
async function urlOf(child: ChildProcess, server: string): Promise<string> {
  const { stdin, stdout, stderr } = child as ChildProcess & { stdout: Readable; stderr: Readable };
  let lastWords = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsCharsMax);
  });
  // A child that dies closes its end; what it had to say is on standard error.
  stdin?.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    createInterface(stdout).once('line', resolve);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      reject(new Error(`the server "${server}" ended before it listened (${how}): ${lastWords.trim()}`));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(timer);
}

/** The built file, also when this file runs from its source under a test runner. */
function childFile(): string {
  const beside = fileURLToPath(new URL('child.js', import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../dist/src/servers/child.js', import.meta.url));
}
