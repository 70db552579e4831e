import type { Plan } from '../plan/plan.js';
import type { Companion } from '../runtime/companion.js';
import type { FaultPorts } from '../runtime/fault-ports.js';
import { faultConductor } from '../runtime/faults.js';
import { processSample } from '../runtime/process-sample.js';
import { serverWatch } from '../runtime/server-watch.js';
import { stateReads } from '../runtime/state-reads.js';
import { trafficSamples } from '../runtime/traffic-samples.js';
import type { Scenario } from '../scenario/scenario.js';

/** What of a run's surroundings these need. */
interface Surroundings {
  readonly url: string;
  readonly pids?: () => readonly number[];
  readonly faults?: Omit<FaultPorts, 'userNames'>;
}

/** What goes along with a run besides what its caller brings: what the scenario itself asks for. */
export function companionsOf(
  scenario: Scenario,
  plan: Plan,
  { url, pids = () => [], faults }: Surroundings,
): readonly Companion[] {
  const { stateChecks, watch, run, resourceNames, userNames, timing } = scenario;
  const place = { target: url, run, resourceNames, userNames, timeoutUs: timing.timeoutUs };
  const planned = plan.header.faults ?? [];
  return [
    // First, so that trouble is over before anybody else does its last things.
    ...(planned.length === 0 ? [] : [faultConductor(planned, { ...faults, userNames })]),
    trafficSamples(),
    ...(watch === null ? [] : [serverWatch(watch, { target: url, pids, processOf: processSample })]),
    ...(stateChecks.length === 0 ? [] : [stateReads(stateChecks, place)]),
  ];
}
