import type { Violation } from '../oracle/verdict.js';
import { planTable } from '../plan/plan-table.js';
import type { Scenario } from '../scenario/scenario.js';
import { shrink, type Shrinkable, type Shrunk } from '../shrinking/shrink.js';
import { simulate } from '../playing/simulate.js';
import { worldOf } from '../playing/simulated-world.js';
import { commandLine } from './command-line.js';
import { sha256 } from '../playing/sha256.js';
import type { Finished } from './run-to-folder.js';
import type { Screen } from './screen.js';
import { simulateToFolder, type SimulationRequest } from './simulate-to-folder.js';
import { environmentOf } from './version.js';

/**
 * Makes the plan of a simulation that proved something smaller until nothing can be left out, and plays
 * that into a folder of its own. `null` when nothing was proven, so that there is nothing to shrink.
 */
export async function shrinkToFolder(
  scenario: Scenario,
  { played, folder }: Finished,
  request: SimulationRequest,
  screen: Screen,
): Promise<Finished | null> {
  const proven = played.verdict.violations.find(({ strength }) => strength === 'proven');
  if (proven === undefined) {
    screen.say(`nothing to shrink: no violation was proven; written to ${folder.path}`);
    return null;
  }
  let size = sizeOf({ scenario, plan: played.plan });
  screen.say(`the whole run is in ${folder.path}`);
  screen.say(`shrinking a ${proven.kind} in ${size}`);
  const shrunk = await shrink({ scenario, plan: played.plan }, proven.kind, {
    digest: sha256,
    violationsOf: (candidate) => violationsOf(candidate, request.stop),
    smaller: (found, tried) => {
      if (size === sizeOf(found)) return;
      size = sizeOf(found);
      screen.say(`  ${size}: still there (try ${tried})`);
    },
    stop: request.stop,
  });
  const note = noteOf(shrunk, played.plan.header.actions);
  // A stop ends the search; what has been found by then is played all the same.
  const again = { ...request, notes: [note], stop: new AbortController().signal };
  const finished = await simulateToFolder(
    shrunk.scenario,
    shrunk.plan,
    worldOf(shrunk.scenario),
    again,
    screen,
  );
  say(shrunk, finished, note, screen);
  return finished;
}

async function violationsOf(
  { scenario, plan }: Shrinkable,
  stop: AbortSignal,
): Promise<readonly Violation[]> {
  const origin = { command: '', environment: environmentOf(0), notes: [] };
  const ports = { stop, watch: () => {} };
  const { verdict } = await simulate(scenario, plan, worldOf(scenario), ports, origin);
  return verdict.violations;
}

function say(shrunk: Shrunk, { played, folder }: Finished, note: string, screen: Screen): void {
  screen.say(`${note}\n`);
  screen.say(planTable(shrunk.plan));
  const because = played.report.oracle.violations[0]?.because;
  if (because !== undefined) screen.say(because);
  screen.say(`play it again:  ${commandLine(['replay', folder.path])}`);
  screen.say(`judge it again: ${commandLine(['check', folder.path])}\n`);
}

function sizeOf({ plan: { header } }: Shrinkable): string {
  const { actions, users, resources } = header;
  return `${some(actions, 'action')} by ${some(users, 'user')} on ${some(resources, 'resource')}`;
}

function noteOf(shrunk: Shrunk, before: number): string {
  const how = shrunk.isSmallest ? 'none can be left out' : 'the search was cut short';
  return `shrunk from ${some(before, 'action')} to ${sizeOf(shrunk)} in ${some(shrunk.tried, 'try', 'tries')}; ${how}`;
}

function some(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
