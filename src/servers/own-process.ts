import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Problem } from '../scenario/problem.js';
import { problemExitCode } from './child-order.js';
import { entryFile, type Entry } from './entry-file.js';

/** What a process of ours is started with. */
export interface OwnProcessOptions {
  readonly entry: Entry;
  /** Handed over in the environment: whoever lists processes must not see a password in its arguments. */
  readonly environment: Readonly<Record<string, string>>;
  /** What messages call it: `the server "arena"`. */
  readonly name: string;
  /** How long it may take to print its line, in milliseconds. */
  readonly startMs?: number;
  /** What it writes to standard error, as it comes. */
  readonly hears?: (text: string) => void;
}

/** A process of ours that is up. */
export interface OwnProcess {
  /** The first line that it printed. */
  readonly line: string;
  readonly pid: number;
  /** How it ended, with its last words, if nobody ended it; else `null`. */
  died(): string | null;
  /** Ends it, in order if it can; resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
}

/** How long a process has to end in order before it is killed; more than its own nodes get. */
const stopMs = 2500;
/** How long its last words may take. */
const lastWordsMs = 200;
/** The end of what a dying process wrote; enough for an error message. */
const lastWordsCharsMax = 4000;
/** Loading much code on a busy machine takes seconds; more than this is no start any more. */
const startMsMax = 30_000;

/**
 * Starts a process of ours and waits for the one line that it prints when it is up. It ends when it is
 * stopped, or when this process does, in whatever way. Throws Problem when the process says that what it
 * was asked for is wrong, and an Error with its last words when it dies early or takes too long.
 */
export async function startOwnProcess(options: OwnProcessOptions): Promise<OwnProcess> {
  const child = spawn(process.execPath, [entryFile(options.entry)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    // In a group of its own Ctrl-C never reaches it, not even before it can listen for that.
    detached: process.platform !== 'win32',
  });
  const lastWords = lastWordsOf(child, options.hears);
  const line = await firstLineOf(child, options, lastWords);
  // The child never keeps its parent alive; the closed pipe ends it if nobody called `stop`.
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr] as unknown as Socket[]) pipe.unref();
  let stopping: Promise<void> | undefined;
  const sent = new Set<NodeJS.Signals>();
  const died = (): string | null => {
    const { exitCode, signalCode } = child;
    if (exitCode === null && signalCode === null) return null;
    const isAsked = signalCode === null ? exitCode === 0 && stopping !== undefined : sent.has(signalCode);
    return isAsked ? null : `${signalCode ?? `exit code ${exitCode}`}${afterColon(lastWords())}`;
  };
  return {
    line,
    pid: child.pid ?? -1,
    died,
    stop: () => (stopping ??= ended(child, sent, 'SIGTERM')),
    kill: () => ended(child, sent, 'SIGKILL'),
  };
}

function lastWordsOf(child: ChildProcess, hears: (text: string) => void = () => undefined): () => string {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsCharsMax);
    hears(text);
  });
  return () => lastWords.trim();
}

/** The first line the child prints; rejects when it ends without one, or is too late with it. */
function firstLineOf(
  child: ChildProcess,
  { name, startMs = startMsMax }: OwnProcessOptions,
  lastWords: () => string,
): Promise<string> {
  const { stdin, stdout } = child as ChildProcess & { stdout: Readable };
  // A child that dies closes its end; what it had to say is on standard error.
  stdin?.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      const why = `did not listen within ${startMs / 1000} s, and was ended${afterColon(lastWords())}`;
      reject(new Problem(`${name} ${why}`));
    }, startMs);
    createInterface(stdout).once('line', (line) => {
      clearTimeout(late);
      resolve(line);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(late);
      if (code === problemExitCode) return reject(new Problem(lastWords()));
      const how = signal ?? `exit code ${code}`;
      reject(new Error(`${name} ended before it listened (${how})${afterColon(lastWords())}`));
    });
  });
}

function afterColon(text: string): string {
  return text === '' ? '' : `: ${text}`;
}

/** Writes down the signals it sends: whoever ends by another one has died. */
async function ended(child: ChildProcess, sent: Set<NodeJS.Signals>, first: NodeJS.Signals): Promise<void> {
  const end = (signal: NodeJS.Signals): void => {
    sent.add(signal);
    child.kill(signal);
  };
  if (child.exitCode === null && child.signalCode === null) {
    child.ref();
    const exit = once(child, 'exit');
    end(first);
    const timer = setTimeout(() => end('SIGKILL'), stopMs);
    await exit;
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
