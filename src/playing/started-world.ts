import type { Behaviour } from '../behaviours/behaviour.js';
import { randomOf } from '../plan/random.js';
import { StalledTime } from '../runtime/stalled-time.js';
import type { TimeScheduler } from '../runtime/time-scheduler.js';
import { VirtualTime } from '../runtime/virtual-time.js';
import { heardFailures, knownRequests } from './simulated-behaviour.js';
import {
  simulatedServer,
  simulatedTransport,
  startHiddenLoad,
  type HiddenLoad,
  type SimulatedNetwork,
  type SimulatedServer,
  type SimulatedServerOptions,
} from '../transports/simulated.js';
import type { Transport } from '../transports/transport.js';
import type { Wire } from '../wires/wire.js';

/** A world to simulate in: a server's behaviour, its troubles, and the network before it. */
export interface World {
  readonly behaviour: Behaviour;
  /** A server of somebody's own is told user and resource even where the payload calls them otherwise. */
  readonly isOwn?: boolean;
  readonly network: SimulatedNetwork;
  /** Troubles of the server: its nodes, clock, stalls, restarts, store. */
  readonly server?: Omit<SimulatedServerOptions, 'behaviour' | 'nowUs' | 'schedule' | 'random'>;
  /** Other people's traffic on the same server. */
  readonly hidden?: Omit<HiddenLoad, 'server' | 'nowUs' | 'schedule' | 'random'>;
  /** Seeds everything random in the world; another seed is another day. */
  readonly seed: string;
}

/**
 * A world in which time has begun: plays follow one another in it on one clock, each on connections of
 * its own, and the server remembers what was before. Nothing in it moves but while somebody plays or rests.
 */
export interface StartedWorld {
  readonly time: VirtualTime;
  /** Time as the generator lives it: with its stalls. */
  readonly scheduler: TimeScheduler;
  readonly server: SimulatedServer;
  readonly transport: Transport;
  /** The wire that a play must use here instead of its scenario's. */
  readonly wireOf: (wire: Wire) => Wire;
  /** What the server got wrong since this was last asked, in sentences: a handler that threw. */
  readonly failures: () => readonly string[];
}

/** Starts a world at its instant 0. Throws RangeError for settings the behaviour does not have. */
export function startWorld(world: World): StartedWorld {
  const time = new VirtualTime();
  const virtual = {
    nowUs: () => time.nowUs(),
    schedule: (delayUs: number, run: () => void) => time.at(time.nowUs() + delayUs, run),
    random: (name: string) => randomOf(world.seed, name),
  };
  const { behaviour, failures } = heardFailures(world);
  const known = world.isOwn === true ? knownRequests() : null;
  const server = simulatedServer({ ...world.server, ...virtual, behaviour });
  if (world.hidden !== undefined) startHiddenLoad({ ...world.hidden, ...virtual, server });
  const transport = simulatedTransport({
    ...virtual,
    server,
    network: world.network,
    ...(known !== null && { requestOf: known.requestOf }),
  });
  const stalls = world.network.clientStalls ?? [];
  return {
    time,
    scheduler: stalls.length === 0 ? time : new StalledTime(time, stalls),
    server,
    transport,
    wireOf: known?.wireOf ?? ((wire) => wire),
    failures,
  };
}

/** Lets `restUs` pass in which nobody plays: what is under way in the world goes on. */
export async function restIn({ time, server }: StartedWorld, restUs: number): Promise<void> {
  let rested = false;
  time.at(time.nowUs() + restUs, () => (rested = true));
  await time.run(
    () => server.pending(),
    () => rested,
  );
}
