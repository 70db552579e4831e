import { planFor } from '../../plan-for.js';
import { loadScenario, type LoadOptions } from '../../scenario/load.js';
import type { Scenario } from '../../scenario/scenario.js';
import { simulatedScenario } from '../../simulated-world.js';
import { commandOf } from '../command-line.js';
import { exitCodeOf } from '../exit-codes.js';
import type { SimulateFlags } from '../commands/simulate.js';
import { marginUsOf, roundTripUsOf } from '../margin.js';
import { asProblem, loadOptionsOf, sha256 } from '../options.js';
import { runSource } from '../run-source.js';
import { present, type Finished } from '../run-to-folder.js';
import { screenOf } from '../screen.js';
import type { ScenarioFlags } from '../scenario-flags.js';
import { stopSignals } from '../signals.js';
import {
  readyWorld,
  sayWhatIsSimulated,
  simulateToFolder,
  type SimulationRequest,
} from '../simulate-to-folder.js';

/** What `${run}` is in a simulation: nobody else is there, and the same simulation gives the same names. */
export const simulatedRun = 'simulated';

/** Plays a scenario in virtual time, shrinks what it finds when asked to, and sets the exit code. */
export async function simulateScenario(ref: string, flags: SimulateFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const scenario = await loadSimulated(ref, flags);
  const plan = await asProblem(() => planFor(scenario, sha256));
  const world = await readyWorld(scenario);
  const signals = stopSignals((line) => screen.say(line));
  try {
    sayWhatIsSimulated(scenario, plan, world, screen);
    const request = {
      out: flags.out,
      stop: signals.signal,
      source: runSource(ref, flags, scenario.secrets),
      command: commandOf(scenario, process.argv.slice(2)),
    };
    const finished = await simulateToFolder(scenario, plan, world, request, screen);
    const shrunk = flags.shrink === true ? await shrinking(scenario, finished, request) : null;
    present(shrunk ?? finished, flags, screen);
    process.exitCode = exitCodeOf((shrunk ?? finished).played.report, signals.exitCode());
  } finally {
    signals.close();
  }

  async function shrinking(
    simulated: Scenario,
    finished: Finished,
    request: SimulationRequest,
  ): Promise<Finished | null> {
    const { shrinkToFolder } = await import('../shrink-to-folder.js');
    return shrinkToFolder(simulated, finished, request, screen);
  }
}

/** The scenario as a simulation plays it; a target that is typed takes the place of a behaviour in code. */
export async function loadSimulated(
  ref: string,
  flags: ScenarioFlags & { readonly bug?: string },
): Promise<Scenario> {
  const options = { ...loadOptionsOf(flags), run: simulatedRun };
  const loaded = await loadPinned(ref, flags.bug === undefined ? options : { ...options, bug: flags.bug });
  const typed = flags.target !== undefined || flags.bug !== undefined;
  return simulatedScenario(typed ? { ...loaded, behaviour: null } : loaded);
}

/** A simulated network is known, so nothing is measured: `margin: auto` is what its longest round trip needs. */
async function loadPinned(ref: string, options: LoadOptions): Promise<Scenario> {
  const loaded = await loadScenario(ref, options);
  if (loaded.margin === 'pinned') return loaded;
  return loadScenario(ref, { ...options, marginUs: marginUsOf(roundTripUsOf(loaded.simulation.network)) });
}
