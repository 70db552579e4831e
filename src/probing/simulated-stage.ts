import type { Stage } from './stage.js';
import { noLatency } from '../report/latency.js';
import type { Scenario } from '../scenario/scenario.js';
import type { StartedWorld } from '../playing/started-world.js';

/**
 * The stage of a world in virtual time, in which the server's state goes on from round to round. The
 * same probe in the same world is played the same way, bit for bit.
 */
export function simulatedStage(scenario: Scenario, world: StartedWorld): Stage {
  const { time, scheduler, server, transport } = world;
  return {
    scheduler,
    url: 'simulated:',
    wire: world.wireOf(scenario.wire),
    // One network for all rounds: closing it ends its connections, and nothing that is still to come on it.
    transport: () => transport,
    watchHealth: () => untroubled,
    async during(work) {
      let ended = false;
      const working = work().finally(() => (ended = true));
      const running = time.run(
        () => server.pending(),
        () => ended,
      );
      // Work that fails ends time too; together, so that neither's failure goes unheard.
      const [result] = await Promise.all([working, running]);
      return result;
    },
  };
}

/** No real clock was asked, so the generator has nothing to say of itself. */
const untroubled = {
  stop: () => ({ eventLoopDelay: noLatency, cpuUs: 0, elapsedUs: 0, rssBytes: 0 }),
};
