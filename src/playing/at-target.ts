import type { Plan } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PlayPorts } from './play.js';
import { checkFaults, readyFaults, type ReadyFaults } from './ready-faults.js';
import { readyTarget } from './target.js';

/** A target as a play needs it: there, with whatever makes the faults of the plan. */
export interface AtTarget {
  /** In words, for the first line of a run. */
  readonly describe: string;
  /** Its own address, for hooks: no trouble of ours is in between. */
  readonly url: string;
  readonly ports: Pick<PlayPorts, 'url' | 'nodeUrls' | 'faults' | 'pids' | 'serverDied'>;
}

/**
 * Works at the target of a scenario: what had to be started for it has ended when this returns, also
 * after an error.
 *
 * @throws Problem for a target that cannot be had, and for faults that cannot be made against it.
 */
export async function atTarget<T>(
  scenario: Scenario,
  plan: Plan,
  work: (at: AtTarget) => Promise<T>,
): Promise<T> {
  checkFaults(scenario, plan);
  const target = await readyTarget(scenario);
  let faults: ReadyFaults | null = null;
  try {
    faults = await readyFaults(plan, target);
    const ports: AtTarget['ports'] = {
      url: faults.url,
      nodeUrls: target.nodeUrls,
      faults: faults.ports,
      pids: () => target.server?.pids() ?? [],
      serverDied: () => target.server?.died() ?? null,
    };
    return await work({ describe: target.describe, url: target.url, ports });
  } finally {
    await faults?.close();
    await target.stop();
  }
}
