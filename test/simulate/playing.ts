import type { LoadOptions } from '../../src/scenario/load.js';
import { planFor } from '../../src/plan-for.js';
import type { Plan } from '../../src/plan/plan.js';
import type { Played } from '../../src/playing/play.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { simulate } from '../../src/playing/simulate.js';
import { simulatedScenario, worldOf } from '../../src/playing/simulated-world.js';
import { sha256 } from '../scenario/support.js';

/** Fixed, so that a red test is red again; `TURNWISE_TEST_SEED` overrides. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101) | 0;

export const ownOptions: LoadOptions = { env: {}, run: 'simulated', digest: sha256, seed: String(seed) };

/** Plays a scenario as `turnwise simulate` does, without files. */
export function simulatedReport(loaded: Scenario, plan?: Plan): Promise<Played> {
  const scenario = simulatedScenario(loaded);
  const environment = { turnwise: '0', node: '0', os: 'test', startedAt: '1970-01-01T00:00:00.000Z' };
  return simulate(
    scenario,
    plan ?? planFor(scenario, sha256),
    worldOf(scenario),
    { stop: new AbortController().signal, watch: () => {} },
    { command: 'test', environment, notes: [] },
  );
}
