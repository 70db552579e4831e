import { runSource } from '../cli/run-source.js';
import { sayWhatIsSimulated, simulateToFolder } from '../cli/simulate-to-folder.js';
import { environmentOf } from '../cli/version.js';
import { planFor } from '../plan-for.js';
import { asProblem } from '../playing/as-problem.js';
import { loadedForSimulation } from '../playing/load-simulated.js';
import { readyWorld } from '../playing/ready-world.js';
import { sha256 } from '../playing/sha256.js';
import { simulate } from '../playing/simulate.js';
import type { Report } from '../report/report.js';
import { monotonicClock } from '../runtime/clock.js';
import { redact } from '../scenario/redact.js';
import { loaderOf } from './loader.js';
import {
  commandFor,
  flagsOf,
  loadOptions,
  refOf,
  type AnyScenario,
  type ScenarioOptions,
} from './options.js';
import { silentScreen } from './silent-screen.js';

/**
 * The same in virtual time: ten seconds of a run take a moment, and the same call gives the same
 * report. It opens no socket: the server is the `behaviour` of the scenario, or the one of the
 * reference server it names.
 *
 * @param scenario a file by path or URL, the name of a shipped scenario, or what `defineScenario` gives.
 * @throws Problem for a scenario or option that cannot be played, and where there is no server in code.
 */
export async function simulateScenario(
  scenario: AnyScenario,
  options: ScenarioOptions = {},
): Promise<Report> {
  const loaded = await loadedForSimulation(loaderOf(scenario), loadOptions(options));
  const plan = await asProblem(() => planFor(loaded, sha256));
  const world = await readyWorld(loaded);
  const screen = silentScreen(options.log);
  sayWhatIsSimulated(loaded, plan, world, screen);
  const command = redact(commandFor('simulate', scenario, options, loaded), loaded.secrets);
  const stop = options.signal ?? new AbortController().signal;
  if (options.out === undefined) {
    const environment = environmentOf(monotonicClock().wallMs());
    const origin = { command, environment, notes: loaded.notes };
    return (await simulate(loaded, plan, world, { stop, watch: () => {} }, origin)).report;
  }
  const ref = refOf(scenario) ?? loaded.name;
  const source = runSource(ref, { ...flagsOf(options), bug: options.bug }, loaded.secrets);
  const request = { out: options.out, stop, source, command };
  const finished = await simulateToFolder(loaded, plan, world, request, screen);
  screen.say(`written to ${finished.folder.path}`);
  return finished.played.report;
}
