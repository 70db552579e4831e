import type { Report } from 'turnwise';
import { expect } from 'vitest';
import { turnwise } from '../cli/inside.js';

export interface Played {
  /** 0 pass, 1 fail, 2 inconclusive. */
  readonly code: number | null;
  readonly report: Report;
}

/** Plays a shipped system by the command line: its server is started for it and ended with it. */
export async function playSystem(name: string, ...flags: readonly string[]): Promise<Played> {
  const { code, stdout, stderr } = await turnwise(['run', name, '--json', ...flags]);
  expect(stdout, stderr).toMatch(/^\{/);
  return { code, report: JSON.parse(stdout) as Report };
}

/** Values of a scenario, as `--set` takes them. */
export function set(values: Readonly<Record<string, string | number>>): readonly string[] {
  return Object.entries(values).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
}

/** What is held against deliveries, by kind; kinds of which there is nothing are left out. */
export function blamed({ delivery }: Report): readonly string[] {
  return [...new Set(delivery?.violations.map(({ kind }) => kind))].sort();
}
