import { planFor } from '../../plan-for.js';
import { loadScenario } from '../../scenario/load.js';
import type { Scenario } from '../../scenario/scenario.js';
import { redact } from '../../scenario/redact.js';
import { compareWith, type Compare } from '../baseline.js';
import { commandOf, commandOfPlay } from '../command-line.js';
import type { SimulateFlags } from '../commands/simulate.js';
import { loadedForSimulation } from '../../playing/load-simulated.js';
import { asProblem } from '../../playing/as-problem.js';
import { sha256 } from '../../playing/sha256.js';
import { loadOptionsOf } from '../options.js';
import { playCountOf } from '../repeat-flag.js';
import type { Turn } from '../repeat.js';
import { underSeed } from '../repeat-scenario.js';
import { playAndReport } from '../repeat-report.js';
import { runSource } from '../run-source.js';
import type { Finished } from '../run-to-folder.js';
import { screenOf, type Screen } from '../screen.js';
import type { ScenarioFlags } from '../scenario-flags.js';
import { stopSignals } from '../signals.js';
import { readyWorld } from '../../playing/ready-world.js';
import { sayWhatIsSimulated, simulateToFolder, type SimulationRequest } from '../simulate-to-folder.js';

/** Plays a scenario in virtual time, as often as asked for, shrinks what it finds when asked to, and sets the exit code. */
export async function simulateScenario(ref: string, flags: SimulateFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const count = playCountOf(flags);
  const compare = compareWith(flags);
  const first = await loadSimulated(ref, flags);
  const command = redact(commandOf(first, process.argv.slice(2)), first.secrets);
  const signals = stopSignals((line) => screen.say(line));
  try {
    const series = { count, seed: first.seed, stop: signals.signal, command };
    process.exitCode = await playAndReport(series, flags, screen, {
      play: (turn) => playOnce(ref, flags, { turn, first, stop: signals.signal, screen, compare }),
      refine: (worst) => shrunkOf(worst, flags, screen),
      interruptedBy: () => signals.exitCode(),
    });
  } finally {
    signals.close();
  }
}

/** A simulation that is over, and what it takes to make it smaller. */
interface Simulation extends Finished {
  readonly scenario: Scenario;
  readonly request: SimulationRequest;
}

/** What a play is made of besides what was typed. */
interface Play {
  readonly turn: Turn;
  readonly first: Scenario;
  readonly compare: Compare;
  readonly stop: AbortSignal;
  readonly screen: Screen;
}

async function playOnce(ref: string, flags: SimulateFlags, play: Play): Promise<Simulation> {
  const { turn, first, stop, screen, compare } = play;
  const again = turn.number === 1 ? flags : { ...flags, seed: turn.seed };
  const load = (seed?: string): Promise<Scenario> =>
    loadSimulated(ref, seed === undefined ? flags : { ...flags, seed });
  const scenario = turn.number === 1 ? first : await underSeed(turn.seed, first, load);
  const plan = await asProblem(() => planFor(scenario, sha256));
  const world = await readyWorld(scenario);
  // The plays differ in their seeds alone, and each is over in a moment.
  if (turn.number === 1) sayWhatIsSimulated(scenario, plan, world, screen);
  const source = runSource(ref, again, scenario.secrets);
  const command = commandOfPlay(scenario, process.argv.slice(2));
  const request = { out: flags.out, stop, source, command, compare };
  return { ...(await simulateToFolder(scenario, plan, world, request, screen)), scenario, request };
}

async function shrunkOf(worst: Simulation, flags: SimulateFlags, screen: Screen): Promise<Finished | null> {
  if (flags.shrink !== true) return null;
  const { shrinkToFolder } = await import('../shrink-to-folder.js');
  return shrinkToFolder(worst.scenario, worst, worst.request, screen);
}

/** The scenario as a simulation plays it; a target that is typed takes the place of a behaviour in code. */
export function loadSimulated(
  ref: string,
  flags: ScenarioFlags & { readonly bug?: string },
): Promise<Scenario> {
  const options = loadOptionsOf(flags);
  const bugged = flags.bug === undefined ? options : { ...options, bug: flags.bug };
  return loadedForSimulation((each) => loadScenario(ref, each), bugged);
}
