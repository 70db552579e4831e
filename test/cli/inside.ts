import { fileURLToPath } from 'node:url';
import { scratch, type Ended } from './turnwise.js';

const bin = fileURLToPath(new URL('../../bin/turnwise.js', import.meta.url));

let calls = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * The command line inside this process: all that `turnwise` of the built one says and does, without the time that
 * a process takes to start. For tests of what is said; what a process is (signals, two processes, its death) is
 * for the built one. Calls wait for each other, as they share what is the process's own.
 */
export function turnwise(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const ended = last.then(() => callOf(args, env));
  last = ended.catch(() => undefined);
  return ended;
}

async function callOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const restore = [lend(args, env), listen()];
  const said = { stdout: capture('stdout'), stderr: capture('stderr') };
  try {
    // Another query is another module: what stands at its top is done again, in the same program.
    await import(/* @vite-ignore */ `../../src/cli/main.ts?call=${(calls += 1)}`);
    return { code: Number(process.exitCode ?? 0), stdout: said.stdout.text(), stderr: said.stderr.text() };
  } finally {
    said.stdout.end();
    said.stderr.end();
    for (const undo of restore) undo();
  }
}

/** Gives the process another command line, folder and environment; the answer takes them back. */
function lend(args: readonly string[], env: Readonly<Record<string, string>>): () => void {
  const { argv, exitCode } = process;
  const [folder, environment] = [process.cwd(), { ...process.env }];
  process.argv = [process.execPath, bin, ...args];
  process.exitCode = undefined;
  process.chdir(scratch);
  Object.assign(process.env, { NO_COLOR: '1', ...env });
  return () => {
    process.argv = argv;
    process.exitCode = exitCode;
    process.chdir(folder);
    process.env = environment;
  };
}

/** Whoever begins to listen to the process from now on is taken off by the answer. */
function listen(): () => void {
  const emitters: readonly NodeJS.EventEmitter[] = [process, process.stdout];
  const names = ['error', 'uncaughtException', 'unhandledRejection'] as const;
  const before = emitters.map((emitter) => names.map((name) => new Set(emitter.listeners(name))));
  return () =>
    emitters.forEach((emitter, at) =>
      names.forEach((name, which) => {
        for (const listener of emitter.listeners(name))
          if (!before[at][which].has(listener)) emitter.off(name, listener as (...args: unknown[]) => void);
      }),
    );
}

/** Keeps what is written to a stream, until its end. */
function capture(name: 'stdout' | 'stderr'): { text(): string; end(): void } {
  const stream = process[name];
  const own = Object.getOwnPropertyDescriptor(stream, 'write');
  const pieces: string[] = [];
  stream.write = (piece: string | Uint8Array, ...rest: readonly unknown[]) => {
    pieces.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8'));
    const done = rest.findLast((one): one is () => void => typeof one === 'function');
    if (done !== undefined) queueMicrotask(done);
    return true;
  };
  return {
    text: () => pieces.join(''),
    end: () => {
      if (own === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', own);
    },
  };
}
