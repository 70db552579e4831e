import { join } from 'node:path';
import type { Plan } from '../../plan/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { commandLine } from '../command-line.js';
import type { ReplayFlags } from '../commands/replay.js';
import { exitCodeOf } from '../exit-codes.js';
import { monotonicClock } from '../../runtime/clock.js';
import { metricsFor } from '../metrics-flags.js';
import type { MetricsServer } from '../metrics-server.js';
import { Problem } from '../../scenario/problem.js';
import { replayed } from '../replayed.js';
import { present, runToFolder, type Finished } from '../run-to-folder.js';
import { screenOf, type Screen } from '../screen.js';
import { stopSignals } from '../signals.js';
import { readyWorld } from '../../playing/ready-world.js';
import { sayWhatIsSimulated, simulateToFolder, type SimulationRequest } from '../simulate-to-folder.js';
import { readStoredPlan } from '../stored-plan.js';

/** Plays the stored plan of a run again and sets the exit code. */
export async function replay(path: string, flags: ReplayFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const stored = readStoredPlan(join(path, 'plan.json'));
  const { scenario, plan, source } = await replayed(stored, path, flags);
  const signals = stopSignals((line) => screen.say(line));
  let metrics: MetricsServer | null = null;
  try {
    if (stored.played === 'simulated' && flags.metricsPort !== undefined)
      throw new Problem('--metrics-port is for runs in real time: a simulation is over in a moment');
    metrics = await metricsFor(flags, monotonicClock());
    const command = commandLine(process.argv.slice(2));
    const request = { out: flags.out, stop: signals.signal, source, command };
    screen.say(`replaying ${path}`);
    const finished =
      stored.played === 'simulated'
        ? await simulatedAgain(scenario, plan, request, screen)
        : await runToFolder(scenario, plan, { ...request, trace: flags.trace ?? null, metrics }, screen);
    present(finished, flags, screen);
    process.exitCode = exitCodeOf(finished.played.report, signals.exitCode());
  } finally {
    await metrics?.close();
    signals.close();
  }
}

async function simulatedAgain(
  scenario: Scenario,
  plan: Plan,
  request: SimulationRequest,
  screen: Screen,
): Promise<Finished> {
  const world = await readyWorld(scenario);
  sayWhatIsSimulated(scenario, plan, world, screen);
  return simulateToFolder(scenario, plan, world, request, screen);
}
