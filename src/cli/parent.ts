import type { Environment } from '../scenario/environment.js';

const lookEveryMs = 500;

/**
 * Calls back once when the process that started this one is gone, where that was npm, npx or another
 * runner of scripts: who ends it by its process id means the program behind it, and it passes nothing
 * on. A program started by a shell may outlive it, as a server in the background of a build does.
 */
export function whenParentGoes(env: Environment, gone: () => void): void {
  if (!startedByRunner(env)) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, lookEveryMs);
  timer.unref();
}

/** npm, npx, pnpm and yarn leave their mark on everything they start. */
export function startedByRunner(env: Environment): boolean {
  return env['npm_lifecycle_event'] !== undefined || env['npm_execpath'] !== undefined;
}
