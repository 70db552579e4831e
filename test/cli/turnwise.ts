import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/turnwise.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when a text has appeared on stdout or stderr; rejects when the process ends without. */
  saw(text: string): Promise<void>;
  /** Stdout so far. */
  said(): string;
}

/** A folder of this test file's own, removed at the end. */
export const scratch = mkdtempSync(join(tmpdir(), 'turnwise-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts the built command line, as a user's shell would; run folders go to the scratch folder. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: scratch,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const seen = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      seen[name] += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code, ...seen });
    });
  });
  const saw = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!seen.stdout.includes(text) && !seen.stderr.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without "${text}":\n${seen.stdout}\n${seen.stderr}`)));
    });
  return { child, ended, saw, said: () => seen.stdout };
}

/** Runs the built command line to its end. */
export function turnwise(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return start(args, env).ended;
}

/** Starts a reference server; gives its URL and the process, to end it or worse. */
export async function arena(
  ...flags: string[]
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const server = start(['serve', 'arena', ...flags]);
  await server.saw('\n');
  return { url: server.said().trim(), child: server.child };
}
