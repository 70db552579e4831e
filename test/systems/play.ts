import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Report } from 'turnwise';
import { expect } from 'vitest';
import { turnwise } from '../cli/inside.js';
import { more, openResources, processListeners } from '../e2e/still-open.js';

export interface Played {
  /** 0 pass, 1 fail, 2 inconclusive. */
  readonly code: number | null;
  readonly report: Report;
}

/**
 * Plays a shipped system by the command line: its server is started for it and ended with it. Nothing that the run
 * opened may be open after it.
 */
export async function playSystem(name: string, ...flags: readonly string[]): Promise<Played> {
  // What the command loads when it is called for the first time stays.
  await turnwise(['plan', name, '--quiet']);
  const before = { resources: resources(), listeners: processListeners() };
  const { code, stdout, stderr } = await turnwise(['run', name, '--json', ...flags]);
  expect(stdout, stderr).toMatch(/^\{/);
  // Node lists what was closed until the end of the turn, or of the next.
  for (let turn = 0; turn < 100 && more(resources(), before.resources).length > 0; turn++) await nextTurn();
  expect(more(resources(), before.resources)).toEqual([]);
  expect(more(processListeners(), before.listeners)).toEqual([]);
  return { code, report: JSON.parse(stdout) as Report };
}

/** What keeps a process alive and is ours: sockets, timers, look-ups, processes. */
const resources = (): readonly string[] =>
  openResources(/^(TCP|TLS|Timeout|Immediate|GetAddrInfo|HTTP|ProcessWrap)/);

/** Of the known bugs of a system: one, which `npm test` has the time for, or all of them in `npm run test:long`. */
export function someOf<T>(bugs: readonly T[]): readonly T[] {
  return process.env['TURNWISE_TEST_EVERY_BUG'] === undefined ? bugs.slice(0, 1) : bugs;
}

/** Values of a scenario, as `--set` takes them. */
export function set(values: Readonly<Record<string, string | number>>): readonly string[] {
  return Object.entries(values).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
}

/** What is held against deliveries, by kind; kinds of which there is nothing are left out. */
export function blamed({ delivery }: Report): readonly string[] {
  return [...new Set(delivery?.violations.map(({ kind }) => kind))].sort();
}
