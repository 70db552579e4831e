import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Problem } from '../scenario/problem.js';
import { childVariable, problemExitCode, type ChildOrder } from './child-order.js';
import { entryFile } from './entry-file.js';
import { checkServer } from './serve-by-name.js';

export interface StartOptions {
  readonly server: string;
  readonly bug?: string | null;
  readonly settings?: Readonly<Record<string, number>>;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Processes behind its one address; default 1. Several need a store. */
  readonly nodes?: number;
  /** The URL of a Redis that keeps what it knows; default `null`: its own memory. */
  readonly store?: string | null;
}

/** A reference server in its own process, or in several. */
export interface EmbeddedServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Of the one process, or of the one that watches over the others. */
  readonly pid: number;
  /** How it ended, with its last words, if it has ended without `stop`; else `null`. */
  died(): string | null;
  /** Ends all its processes, in order if they can; resolves when they are gone. Idempotent. */
  stop(): Promise<void>;
}

/** How long a process has to end in order before it is killed; more than its own nodes get. */
const stopMs = 2500;
/** How long its last words may take. */
const lastWordsMs = 200;
/** The end of what a dying process wrote; enough for an error message. */
const lastWordsCharsMax = 4000;

/**
 * Starts a reference server in its own process, so that its work and the load generator's never
 * share an event loop. It ends with `stop`, or when this process does, in whatever way. Throws
 * RangeError for unknown names, Problem when its store cannot be had, and an Error with its last words
 * when the process dies early.
 */
export async function startServer(options: StartOptions): Promise<EmbeddedServer> {
  const { server, bug = null, settings = {}, port = 0, nodes = 1, store = null } = options;
  checkServer({ name: server, bug, settings, nodes, store });
  const order: ChildOrder = { server, bug, settings, port, nodes, store };
  const child = spawn(process.execPath, [entryFile('child')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, [childVariable]: JSON.stringify(order) },
    // In a group of its own Ctrl-C never reaches it, not even before it can listen for that.
    detached: process.platform !== 'win32',
  });
  const lastWords = lastWordsOf(child);
  const url = await urlOf(child, server, lastWords);
  // The child never keeps its parent alive; the closed pipe ends it if nobody called `stop`.
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr] as unknown as Socket[]) pipe.unref();
  let stopping: Promise<void> | undefined;
  const sent = new Set<NodeJS.Signals>();
  const died = (): string | null => {
    const { exitCode, signalCode } = child;
    if (exitCode === null && signalCode === null) return null;
    const isAsked = signalCode === null ? exitCode === 0 : sent.has(signalCode);
    if (stopping !== undefined && isAsked) return null;
    return `${signalCode ?? `exit code ${exitCode}`}${afterColon(lastWords())}`;
  };
  return { url, pid: child.pid ?? -1, died, stop: () => (stopping ??= stop(child, sent)) };
}

function lastWordsOf(child: ChildProcess): () => string {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsCharsMax);
  });
  return () => lastWords.trim();
}

/** The first line the child prints; rejects when it ends without one. */
function urlOf(child: ChildProcess, server: string, lastWords: () => string): Promise<string> {
  const { stdin, stdout } = child as ChildProcess & { stdout: Readable };
  // A child that dies closes its end; what it had to say is on standard error.
  stdin?.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    createInterface(stdout).once('line', resolve);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === problemExitCode) return reject(new Problem(lastWords()));
      const how = signal ?? `exit code ${code}`;
      reject(new Error(`the server "${server}" ended before it listened (${how})${afterColon(lastWords())}`));
    });
  });
}

function afterColon(text: string): string {
  return text === '' ? '' : `: ${text}`;
}

/** Writes down the signals it sends: whoever ends by another one has died. */
async function stop(child: ChildProcess, sent: Set<NodeJS.Signals>): Promise<void> {
  const end = (signal: NodeJS.Signals): void => {
    sent.add(signal);
    child.kill(signal);
  };
  if (child.exitCode === null && child.signalCode === null) {
    child.ref();
    const ended = once(child, 'exit');
    end('SIGTERM');
    const timer = setTimeout(() => end('SIGKILL'), stopMs);
    await ended;
    clearTimeout(timer);
  }
  await lastWordsRead(child);
}

/** What it wrote at last may still be on its way; a node that hangs may hold the pipe open. */
async function lastWordsRead({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null || stderr.readableEnded || stderr.destroyed) return;
  const timeout = new AbortController();
  const read = once(stderr, 'close', { signal: timeout.signal }).catch(() => undefined);
  const timer = setTimeout(() => timeout.abort(), lastWordsMs);
  await read;
  clearTimeout(timer);
}
