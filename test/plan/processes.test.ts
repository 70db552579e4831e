import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { goldenPlan, pacings, strategyNames } from './golden-plans.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('print-hashes.ts', import.meta.url));

/** Numbers with commas, dotless i, another day: nothing of a machine may reach a plan. */
const machines: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ['optimized', [], {}],
  [
    'interpreted, in Turkish, on the other side of the world',
    ['--no-opt'],
    { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
  ],
];

it.each(machines)(
  'plans have the same hashes in another process: %s',
  async (_, flags, env) => {
    const { stdout } = await run(process.execPath, [...flags, '--import', 'jiti/register', script], {
      env: { ...process.env, ...env },
    });
    const here = strategyNames.flatMap((name) =>
      pacings.map(([kind, pacing]) => `${name} ${kind} ${goldenPlan(name, pacing).hash}\n`),
    );
    expect(stdout).toBe(here.join(''));
    expect(new Set(here.map((line) => line.split(' ').at(-1))).size).toBe(here.length);
  },
  60_000,
);
