import { namesOf } from '../playing/play.js';
import type { Plan } from '../plan/plan.js';
import { monotonicClock } from '../runtime/clock.js';
import { journalFile } from '../runtime/journal-file.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import { simulate, type World } from '../playing/simulate.js';
import { comparedPlay, type Compare } from './baseline.js';
import { headLines } from './head-lines.js';
import { writeReports } from './run-files.js';
import { makeRunFolder } from './run-folder.js';
import type { Finished } from './run-to-folder.js';
import type { RunSource } from './run-source.js';
import type { Screen } from './screen.js';
import { writeStoredPlan } from './stored-plan.js';
import { environmentOf } from './version.js';

/** What a simulation is asked for besides its scenario. */
export interface SimulationRequest {
  readonly out: string;
  readonly stop: AbortSignal;
  readonly source: RunSource;
  /** The command that repeats it. */
  readonly command: string;
  /** Compares it with an earlier one; absent: nobody asked. */
  readonly compare?: Compare;
  /** What must be said of it besides what the scenario says. */
  readonly notes?: readonly string[];
}

/**
 * Plays a scenario in virtual time and leaves the same files behind as a run in real time. Of the real
 * clock only the start of it all is in them.
 */
export async function simulateToFolder(
  scenario: Scenario,
  plan: Plan,
  world: World,
  request: SimulationRequest,
  screen: Screen,
): Promise<Finished> {
  const startedAtMs = monotonicClock().wallMs();
  const clean = (text: string): string => redact(text, scenario.secrets);
  const command = clean(request.command);
  const notes = [...scenario.notes, ...(request.notes ?? [])];
  const folder = makeRunFolder(request.out, scenario.name, startedAtMs, clean(scenario.seed));
  const { source } = request;
  writeStoredPlan(folder.pathOf('plan.json'), plan, scenario, { command, source, played: 'simulated' });
  const journal = journalFile(folder.pathOf('history.arrow'), namesOf(scenario, plan), 'by-count');
  try {
    const origin = { command, environment: environmentOf(startedAtMs), notes };
    const ports = {
      stop: request.stop,
      watch: (events: Parameters<typeof journal.watch>[0]) => journal.watch(events),
    };
    const played = comparedPlay(await simulate(scenario, plan, world, ports, origin), request.compare);
    writeReports(folder, played, scenario.model);
    return { played, folder };
  } finally {
    journal.close();
    screen.closePanel();
  }
}

/** The first lines of a simulation. */
export function sayWhatIsSimulated(scenario: Scenario, plan: Plan, world: World, screen: Screen): void {
  const server = world.isOwn === true ? world.behaviour.describe : world.behaviour.name;
  for (const line of headLines('simulate', scenario, plan, `in virtual time, against ${server}`))
    screen.say(redact(line, scenario.secrets));
}
