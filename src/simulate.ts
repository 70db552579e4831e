import type { Observable } from 'rxjs';
import type { Behaviour } from './behaviours/behaviour.js';
import { judged, namesOf, performanceOf, type Origin, type Played } from './play.js';
import { randomOf } from './plan/random.js';
import { noLatency } from './report/latency.js';
import type { Plan } from './plan/plan.js';
import type { RunEvent } from './runtime/events.js';
import { execute } from './runtime/execute.js';
import { recorder } from './runtime/recorder.js';
import { StalledTime } from './runtime/stalled-time.js';
import { VirtualTime } from './runtime/virtual-time.js';
import type { Scenario } from './scenario/scenario.js';
import {
  simulatedServer,
  simulatedTransport,
  startHiddenLoad,
  type HiddenLoad,
  type SimulatedNetwork,
  type SimulatedServerOptions,
} from './transports/simulated.js';

/** A world to simulate in: a server's behaviour, its troubles, and the network before it. */
export interface World {
  readonly behaviour: Behaviour;
  readonly network: SimulatedNetwork;
  /** Troubles of the server: its clock, stalls, restarts, store. */
  readonly server?: Omit<SimulatedServerOptions, 'behaviour' | 'nowUs' | 'schedule' | 'random'>;
  /** Other people's traffic on the same server. */
  readonly hidden?: Omit<HiddenLoad, 'server' | 'nowUs' | 'schedule' | 'random'>;
  /** Seeds everything random in the world; another seed is another day. */
  readonly seed: string;
}

export interface SimulatePorts {
  readonly stop: AbortSignal;
  readonly watch: (events: Observable<RunEvent>) => void;
}

/** No real clock was asked, so the generator has nothing to say of itself. */
const untroubled = {
  stop: () => ({ eventLoopDelay: noLatency, cpuUs: 0, elapsedUs: 0, rssBytes: 0 }),
};

/**
 * Plays a plan in virtual time through the very same session, dispatch and judge as a real run.
 * The same plan in the same world gives the same history, bit for bit.
 */
export async function simulate(
  scenario: Scenario,
  plan: Plan,
  world: World,
  ports: SimulatePorts,
  origin: Origin,
): Promise<Played> {
  const time = new VirtualTime();
  const virtual = {
    nowUs: () => time.nowUs(),
    schedule: (delayUs: number, run: () => void) => time.at(time.nowUs() + delayUs, run),
    random: (name: string) => randomOf(world.seed, name),
  };
  const server = simulatedServer({ ...world.server, ...virtual, behaviour: world.behaviour });
  if (world.hidden !== undefined) startHiddenLoad({ ...world.hidden, ...virtual, server });
  const transport = simulatedTransport({ ...virtual, server, network: world.network });
  const record = recorder(namesOf(scenario, plan), plan.header.actions);
  let ended = false;
  const executed = execute(performanceOf(scenario, plan, 'simulated:'), {
    scheduler: new StalledTime(time, world.network.clientStalls ?? []),
    transport,
    stop: ports.stop,
    watchHealth: () => untroubled,
    watch: (events) => {
      events.subscribe((event) => record.take(event));
      ports.watch(events);
    },
  });
  const running = time.run(
    () => server.pending(),
    () => ended,
  );
  // An execution that fails ends time too; together, so that neither's failure goes unheard.
  const [execution] = await Promise.all([executed.finally(() => (ended = true)), running]);
  const history = record.history({ complete: true });
  return { plan, history, execution, ...judged(scenario, plan, history, execution, origin) };
}
