import type { Assumptions } from '../models/assumptions.js';
import { suggestion } from './nearest.js';
import { quoted } from './fields/say.js';
import type { Simulation } from './simulation.js';
import type { WrittenSimulation } from './topics/simulation.js';

/** What of a scenario its simulation depends on. */
export interface SimulatedSetting {
  readonly userNames: readonly string[];
  /** How many processes the target itself has. */
  readonly nodes: number;
  /** What the judge assumes of a real run. */
  readonly assumptions: Assumptions;
  /** What the scenario itself says of the state before the run, if it does. */
  readonly initial: Assumptions['initial'] | undefined;
}

/**
 * The world of a scenario, names resolved.
 * @throws RangeError for a cut that names nobody.
 */
export function simulationOf(written: WrittenSimulation, setting: SimulatedSetting): Simulation {
  const { network, server, hidden } = written;
  const { assumptions, initial } = setting;
  return {
    network: {
      up: network.up,
      down: network.down,
      jitterUs: network.jitter,
      order: network.order,
      lostRequests: network.lostRequests,
      lostAnswers: network.lostAnswers,
      cuts: network.cuts.map((cut, index) => ({
        atUs: cut.at,
        noticedAfterUs: cut.noticedAfter,
        requests: cut.requests,
        ...(cut.users && { users: cut.users.map((name) => indexOf(name, setting.userNames, index)) }),
      })),
      clientStalls: network.clientStalls,
    },
    server: {
      nodes: server.nodes ?? setting.nodes,
      ...(server.serviceTime && { serviceTime: server.serviceTime }),
      ...(server.storeLatency && { storeLatency: server.storeLatency }),
      clock: { offsetUs: server.clock.offset, ratePpm: server.clock.rate, tickUs: server.clock.tick },
      stalls: server.stalls,
      restarts: server.restarts.map(({ at, down }) => ({ atUs: at, downUs: down })),
      state: server.state ?? assumptions.state,
    },
    hidden:
      hidden === undefined ? null : { users: hidden.users, everyUs: hidden.every, action: hidden.action },
    assumptions: {
      ...assumptions,
      initial: initial ?? 'fresh',
      exclusive: assumptions.exclusive && hidden === undefined,
    },
  };
}

function indexOf(name: string, userNames: readonly string[], cut: number): number {
  const index = userNames.indexOf(name);
  if (index >= 0) return index;
  const near = suggestion(name, userNames.slice(0, 1000));
  throw new RangeError(`simulation.network.cuts[${cut}].users names no user: ${quoted(name)}${near}`);
}
