import type { Bug } from '../behaviours/behaviour.js';
import type { Scenario } from '../scenario/scenario.js';
import { trialOf } from '../teeth/trial.js';
import type { Heard } from '../teeth/trial.js';
import type { Try } from './try-simulated.js';

/**
 * Whether a mutant that was killed in virtual time is killed there only: live runs cut no connections and
 * restart no server. Where its need does not say so, and the scenario does either, it is played once more
 * without. `play`: in virtual time; stopped, what is known is that it was killed so.
 */
export async function isOnlySimulated(
  { needs }: Bug,
  attempt: Try,
  play: (attempt: Try) => Promise<Heard>,
): Promise<boolean> {
  if (needs === 'reconnect' || needs === 'restart') return true;
  const { scenario } = attempt;
  const { network, server } = scenario.simulation;
  if (network.cuts.length === 0 && server.restarts.length === 0) return false;
  const heard = await play({ ...attempt, scenario: untroubled(scenario) });
  return trialOf(heard, scenario.model).first === null;
}

/** The scenario as a live run plays it. */
function untroubled(scenario: Scenario): Scenario {
  const { network, server } = scenario.simulation;
  return {
    ...scenario,
    simulation: {
      ...scenario.simulation,
      network: { ...network, cuts: [] },
      server: { ...server, restarts: [] },
    },
  };
}
