import type { Plan } from '../plan/plan.js';
import type { Companion } from '../runtime/companion.js';
import { processSample } from '../runtime/process-sample.js';
import { serverWatch } from '../runtime/server-watch.js';
import { stateReads } from '../runtime/state-reads.js';
import type { Scenario } from '../scenario/scenario.js';

/** What of a run's surroundings these need. */
interface Surroundings {
  readonly url: string;
  readonly pids?: () => readonly number[];
}

/** What goes along with a run besides what its caller brings: what the scenario itself asks for. */
export function companionsOf(
  scenario: Scenario,
  _plan: Plan,
  { url, pids = () => [] }: Surroundings,
): readonly Companion[] {
  const { stateChecks, watch, run, resourceNames, userNames, timing } = scenario;
  const place = { target: url, run, resourceNames, userNames, timeoutUs: timing.timeoutUs };
  return [
    ...(watch === null ? [] : [serverWatch(watch, { target: url, pids, processOf: processSample })]),
    ...(stateChecks.length === 0 ? [] : [stateReads(stateChecks, place)]),
  ];
}
