import type { Behaviour, BehaviourAction, BehaviourAnswer } from '../../behaviours/behaviour.js';
import type { Latency } from './latency.js';
import type { ServerClock } from './server-clock.js';
import { launcherOf, serviceOf, totalOf } from './server-nodes.js';
import { stallGate } from './stall.js';
import type { Span, VirtualPorts } from './virtual-ports.js';

/** A server in virtual time: a behaviour with a clock, a store, and the troubles servers have. */
export interface SimulatedServerOptions extends VirtualPorts {
  readonly behaviour: Behaviour;
  readonly settings?: Readonly<Record<string, number>>;
  readonly clock?: ServerClock;
  /** So many processes behind one address, alike but for their node. Default 1. */
  readonly nodes?: number;
  /** By how much the clock of each node is further than `clock`; absent: all show the same. */
  readonly nodeOffsetsUs?: readonly number[];
  /** Nothing is processed in these spans; afterwards everything, in order. */
  readonly stalls?: readonly Span[];
  /** At `atUs` the process (of each node) dies and its connections with it; `downUs` later a new one listens. */
  readonly restarts?: readonly { readonly atUs: number; readonly downUs: number }[];
  /** Whether the store outlives the process, and all nodes share it; else each has its own. Default `durable`. */
  readonly state?: 'durable' | 'perProcess';
  /** For how long each action occupies the event loop before it is decided; one after another. */
  readonly serviceTime?: Latency;
  /** How long the store is away, one way; absent: it is in the process. */
  readonly storeLatency?: Latency;
  /** Told everything the server does: the truth a judge can be tested against. */
  readonly observe?: (seen: ServerEvent) => void;
}

export type ServerEvent =
  | {
      readonly kind: 'answered';
      readonly atUs: number;
      readonly node: number;
      readonly action: BehaviourAction;
      readonly answer: BehaviourAnswer;
    }
  | { readonly kind: 'killed' | 'started'; readonly atUs: number };

/** A connection as the server has it: which of its processes holds it, and what it calls it. */
export interface Admission {
  /** The number of the process, as `SimulatedServer.process` tells it. */
  readonly process: number;
  readonly node: number;
  /** Never used twice, so another one after a reconnect. */
  readonly name: string;
}

/** What networks and hidden clients see of a simulated server. Several transports may share one. */
export interface SimulatedServer {
  /** The number of the process that listens (on each node), from 1; `null` while none does. */
  readonly process: number | null;
  readonly nodes: number;
  /** Lets a connection in, on the nodes in turn; `null` while nobody listens. */
  admit(): Admission | null;
  /** Runs something in the server's event loop, as soon as that turns. */
  turn(run: () => void): void;
  /** Hands an action to the process of a node (default 0); only from inside a turn. No reply comes from one that died. */
  handle(action: BehaviourAction, reply: (answer: BehaviourAnswer) => void, node?: number): void;
  /** Calls back each time the process dies. */
  onKilled(lost: () => void): void;
  /** Calls of the handler that may go on without time passing: what the clock's driver waits for. */
  pending(): number;
  /** Whether a handler was called or woken since this was last asked. */
  stirred(): boolean;
}

/** Starts a server in virtual time. Throws RangeError for settings the behaviour does not have, and for fewer than one node. */
export function simulatedServer(options: SimulatedServerOptions): SimulatedServer {
  const { nodes = 1 } = options;
  const turn = stallGate(options, options.stalls ?? []);
  const launch = launcherOf(options, (delayUs, run) => void options.schedule(delayUs, () => turn(run)));
  const killed: (() => void)[] = [];
  let number = 1;
  let isUp = true;
  let admitted = 0;
  let current = launch();
  const serve = serviceOf(options, turn);
  let seen = { processes: current, activity: 0 };

  const restart = (downUs: number): void => {
    isUp = false;
    for (const process of current) process.kill();
    options.observe?.({ kind: 'killed', atUs: options.nowUs() });
    for (const lost of killed) lost();
    options.schedule(downUs, () => {
      number++;
      current = launch();
      isUp = true;
      options.observe?.({ kind: 'started', atUs: options.nowUs() });
    });
  };
  for (const { atUs, downUs } of options.restarts ?? []) {
    options.schedule(Math.max(0, atUs - options.nowUs()), () => {
      if (isUp) restart(downUs);
    });
  }

  return {
    get process() {
      return isUp ? number : null;
    },
    nodes,
    admit() {
      if (!isUp) return null;
      const connection = admitted++;
      return { process: number, node: connection % nodes, name: `c${connection}` };
    },
    turn,
    handle(action, reply, node = 0) {
      const process = current[node];
      serve(node, () => {
        process?.handle(action, (answer) => {
          options.observe?.({ kind: 'answered', atUs: options.nowUs(), node, action, answer });
          reply(answer);
        });
      });
    },
    onKilled: (lost) => void killed.push(lost),
    pending: () => totalOf(current, (process) => process.pending()),
    stirred() {
      const before = seen;
      seen = { processes: current, activity: totalOf(current, (process) => process.activity) };
      return before.processes !== seen.processes || before.activity !== seen.activity;
    },
  };
}
