import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clockOffsetMs } from '../../src/servers/clock.js';
import { openRedisSpace, type RedisSpace } from '../../src/servers/redis-space.js';
import type { Pair } from '../behaviours/paired.js';

/** Servers that two processes have in common: each of them in both, on one space in Redis. */
export interface TwoProcesses {
  /** Where a server listens: at the first process, and at the second. */
  urlsOf(title: string): readonly string[];
  close(): Promise<void>;
}

const built = (file: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../../dist/src/servers/${file}`, import.meta.url)));

/** What each process runs: the servers of its order, as a node of `serve --nodes 2` would. */
const program = `
  const { serveBehaviour } = await import(${built('serve-behaviour.js')});
  const { behaviourOf } = await import(${built('catalog.js')});
  const urls = [];
  for (const { server, bug, settings, store, place } of JSON.parse(process.argv[1]))
    urls.push((await serveBehaviour({ behaviour: behaviourOf(server, bug), port: 0, settings, store, place })).url);
  process.stdout.write(JSON.stringify(urls) + '\\n');
  process.stdin.once('close', () => process.exit(0)).resume();`;

/**
 * Starts two processes for many servers at once, because starting processes takes longer than all that
 * is asked of them. They end with this one.
 */
export async function startTwoProcesses(store: string, pairs: readonly Pair[]): Promise<TwoProcesses> {
  const spaces: RedisSpace[] = [];
  for (const _ of pairs) spaces.push(await openRedisSpace(store));
  const offsetMs = clockOffsetMs();
  const children = [0, 1].map((node) => {
    const order = pairs.map(({ behaviour: { name, bug }, settings }, index) => ({
      server: bug?.of ?? name,
      bug: bug?.name ?? null,
      settings,
      store,
      place: { node, space: spaces[index].name, clockOffsetMs: offsetMs },
    }));
    return spawn(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(order)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  });
  const urls = await Promise.all(children.map(firstLine));
  return {
    urlsOf: (title) => {
      const at = pairs.findIndex((pair) => pair.title === title);
      return urls.map((each) => each[at]);
    },
    close: async () => {
      await Promise.all(children.map(ended));
      await Promise.all(spaces.map((space) => space.close()));
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<readonly string[]> {
  if (stdout === null) throw new Error('a process without standard output');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return JSON.parse(line) as readonly string[];
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
