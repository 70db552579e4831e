import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { onTestFinished } from 'vitest';
import type { Digest } from '../../src/plan/plan.js';
import { randomOf } from '../../src/plan/random.js';
import { loadScenario, type LoadOptions } from '../../src/scenario/load.js';
import { Problem } from '../../src/scenario/problem.js';
import type { Scenario } from '../../src/scenario/scenario.js';

/** The seed of the properties: fixed, unless somebody wants another one. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101);

/** `null` for a property that holds, else the report of its smallest counterexample. */
export function counterexample<Ts>(property: fc.IProperty<Ts>, numRuns = 100): string | null {
  return fc.defaultReportMessage(fc.check(property, { seed, numRuns })) ?? null;
}

export async function asyncCounterexample<Ts>(
  property: fc.IAsyncProperty<Ts>,
  numRuns = 100,
): Promise<string | null> {
  return (await fc.asyncDefaultReportMessage(await fc.check(property, { seed, numRuns }))) ?? null;
}

export function sha256(): Digest {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), hex: () => hash.digest('hex') };
}

export function options(more: Partial<LoadOptions> = {}): LoadOptions {
  return { env: {}, run: 'run1', digest: sha256, ...more };
}

/** A folder of its own for one test, gone afterwards. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'turnwise-scenario-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function fileOf(name: string, text: string, inside = folder()): string {
  const path = join(inside, name);
  writeFileSync(path, text);
  return path;
}

/** What the user sees: the message of the problem, with the folder of the test cut off. */
export async function complaintOf(ref: string, more: Partial<LoadOptions> = {}): Promise<string> {
  try {
    await loadScenario(ref, options(more));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.message.replaceAll(/\/\S*\/turnwise-scenario-[^/\s]+\//g, '');
  }
  return 'no problem';
}

/** A scenario as data: functions are replaced by what they answer to samples. */
export function factsOf({ hash: _hash, file: _file, ...scenario }: Scenario): unknown {
  const request = { id: 7, user: 'u1', resource: 'r2', step: 3, action: 'act', phase: 'main' };
  const replies = [{ ok: true }, { ok: false, error: 'cooldown' }, { ok: 1 }, null];
  return {
    ...scenario,
    wire: {
      ...scenario.wire,
      encode: scenario.wire.encode(request),
      decode: replies.map((reply) => [
        scenario.wire.decode({ kind: 'ack', sendId: 1, args: [reply] }),
        scenario.wire.decode({ kind: 'text', text: JSON.stringify({ id: 7, ...reply }) }),
      ]),
    },
    model: {
      ...scenario.model,
      init: scenario.model.init(),
      decide: scenario.model.decide(
        scenario.model.init(),
        { user: 'u', resource: 'r', action: 'act', cost: 1 },
        5,
      ),
    },
    phases: scenario.phases.map((phase) => ({
      ...phase,
      pacing: { kind: phase.pacing.kind, settings: phase.pacing.settings },
      strategy: {
        ...phase.strategy,
        resourceOf: [0, 1, 2, 3].map((step) =>
          phase.strategy.resourceOf({
            user: step + 1,
            step,
            users: 9,
            resources: 5,
            random: randomOf('s', 'n'),
            shared: (_name, _turn, make) => make(randomOf('s', 'n'), { users: 9, resources: 5 }),
          }),
        ),
      },
    })),
    hooks: Object.keys(scenario.hooks),
  };
}
