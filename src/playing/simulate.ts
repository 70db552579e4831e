import type { Observable } from 'rxjs';
import type { History } from '../history/history.js';
import { judged, namesOf, performanceOf, type Origin, type Played } from './play.js';
import { noLatency } from '../report/latency.js';
import type { Plan, PlannedFault } from '../plan/plan.js';
import type { RunEvent } from '../runtime/events.js';
import { execute, type Execution } from '../runtime/execute.js';
import { neededPort } from '../runtime/fault-ports.js';
import { faultConductor } from '../runtime/faults.js';
import type { Companion } from '../runtime/companion.js';
import { recorder } from '../runtime/recorder.js';
import type { Scenario } from '../scenario/scenario.js';
import { eitherOf, thresholdStop } from './threshold-stop.js';
import { startWorld, type StartedWorld, type World } from './started-world.js';

export type { World } from './started-world.js';

/** What a simulation needs from outside: who may stop it, and who looks on. */
export interface SimulatePorts {
  readonly stop: AbortSignal;
  readonly watch: (events: Observable<RunEvent>) => void;
  /** What goes along with it besides what the scenario asks for itself; absent: nothing. */
  readonly companions?: readonly Companion[];
}

/** What a simulation leaves behind before anybody judges it. */
export interface Simulated {
  readonly history: History;
  readonly execution: Execution;
  /** What the server itself got wrong, in sentences: a handler that threw. */
  readonly notes: readonly string[];
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
  const { history, execution, notes } = await simulated(scenario, plan, world, ports);
  const told = { ...origin, notes: [...(origin.notes ?? []), ...notes] };
  // Simulated servers broadcast nothing, and have no address to ask for their state.
  const heard = { ...scenario, delivery: null, stateChecks: [] };
  return { plan, history, execution, ...judged(heard, plan, history, execution, told) };
}

/** The same without the judge: what happened, and nothing said of it. */
export function simulated(
  scenario: Scenario,
  plan: Plan,
  world: World,
  ports: SimulatePorts,
): Promise<Simulated> {
  return playIn(startWorld(world), scenario, plan, ports);
}

/**
 * Plays a plan in a world that goes on: after it another one can be played in the same world, on the same
 * clock, against the same server with all that it remembers. One play at a time. Everybody connects anew;
 * the names of connections (`u0.1`) begin again with each play, although they are other connections.
 */
export async function playIn(
  world: StartedWorld,
  scenario: Scenario,
  plan: Plan,
  ports: SimulatePorts,
): Promise<Simulated> {
  const { time, server } = world;
  const record = recorder(namesOf(scenario, plan), plan.header.actions);
  let ended = false;
  const stopper = thresholdStop(scenario, plan);
  const stop = eitherOf(ports.stop, stopper);
  const still = stillness(scenario, plan, stop);
  const { faults = [] } = plan.header;
  // Hooks talk to what is not there: HTTP, and a server's own messages.
  const { playing: _, ...performance } = performanceOf(scenario, plan, 'simulated:');
  const executed = execute(
    { ...performance, wire: world.wireOf(scenario.wire) },
    {
      scheduler: world.scheduler,
      transport: world.transport,
      stop,
      companions: [
        faultConductor(faults, { userNames: scenario.userNames }),
        ...(ports.companions ?? []),
        ...(stopper === null ? [] : [stopper]),
      ],
      watchHealth: () => untroubled,
      watch: (events) => {
        events.subscribe((event) => {
          record.take(event);
          still.take(event);
        });
        ports.watch(events);
        if (stopper !== null) events.subscribe((event) => stopper.take(event));
      },
    },
  );
  const running = time.run(
    () => server.pending(),
    () => ended,
    () => !server.stirred() && still.calm(),
  );
  // An execution that fails ends time too; together, so that neither's failure goes unheard.
  const [execution] = await Promise.all([executed.finally(() => (ended = true)), running]);
  return {
    history: record.history({ complete: true }),
    execution,
    notes: [...unplayed(scenario), ...unmade(faults), ...world.failures()],
  };
}

/** A simulation has its own network and server troubles: `simulation`. */
function unmade(faults: readonly PlannedFault[]): readonly string[] {
  const kinds = new Set(faults.filter((fault) => neededPort(fault) !== null).map(({ kind }) => kind));
  if (kinds.size === 0) return [];
  return [
    `a simulation makes no faults of network and server (${[...kinds].join(', ')}); \`simulation\` has troubles of its own`,
  ];
}

function unplayed({ session }: Scenario): readonly string[] {
  return session === null
    ? []
    : ['a simulation plays no session hooks: its users connect, act and leave, and join no rooms'];
}

/**
 * Knows the moments at which nobody waits for a promise: between the first action and the last, what
 * only sends or settles an action wakes nobody. A plan that may be cut short has no such moments.
 */
function stillness(scenario: Scenario, plan: Plan, stop: AbortSignal) {
  const mayBeCutShort = scenario.timing.maxDurationUs !== null;
  let started = false;
  let taken = 0;
  let actions = 0;
  let others = 0;
  return {
    take(event: RunEvent): void {
      if (event.kind === 'sent' || event.kind === 'settled') {
        actions++;
        if (event.kind === 'sent' || event.sentAtUs === null) taken++;
        return;
      }
      others++;
      if (event.kind === 'started') started = true;
    },
    /** Whether the last entry was such a moment. */
    calm(): boolean {
      const only = actions > 0 && others === 0;
      actions = 0;
      others = 0;
      return only && started && taken < plan.header.actions && !mayBeCutShort && !stop.aborted;
    },
  };
}
