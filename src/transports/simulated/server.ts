import type { Behaviour, BehaviourAction, BehaviourAnswer, Store } from '../../behaviours/behaviour.js';
import { settingsOf } from '../../behaviours/settings.js';
import { memoryStore, remoteStore } from '../../behaviours/store.js';
import { latencyUs, type Latency } from './latency.js';
import { exactClock, serverNowMs, type ServerClock } from './server-clock.js';
import { ServerProcess } from './server-process.js';
import { stallGate, type StallGate } from './stall.js';
import type { Span, VirtualPorts } from './virtual-ports.js';

/** A server in virtual time: a behaviour with a clock, a store, and the troubles servers have. */
export interface SimulatedServerOptions extends VirtualPorts {
  readonly behaviour: Behaviour;
  readonly settings?: Readonly<Record<string, number>>;
  readonly clock?: ServerClock;
  /** Nothing is processed in these spans; afterwards everything, in order. */
  readonly stalls?: readonly Span[];
  /** At `atUs` the process dies and its connections with it; `downUs` later a new one listens. */
  readonly restarts?: readonly { readonly atUs: number; readonly downUs: number }[];
  /** Whether the store outlives the process. Default `durable`. */
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
      readonly action: BehaviourAction;
      readonly answer: BehaviourAnswer;
    }
  | { readonly kind: 'killed' | 'started'; readonly atUs: number };

/** What networks and hidden clients see of a simulated server. Several transports may share one. */
export interface SimulatedServer {
  /** The number of the process that listens, from 1; `null` while none does. */
  readonly process: number | null;
  /** Runs something in the server's event loop, as soon as that turns. */
  turn(run: () => void): void;
  /** Hands an action to the process; only from inside a turn. No reply comes from one that died. */
  handle(action: BehaviourAction, reply: (answer: BehaviourAnswer) => void): void;
  /** Calls back each time the process dies. */
  onKilled(lost: () => void): void;
  /** Calls of the handler that may go on without time passing: what the clock's driver waits for. */
  pending(): number;
  /** Whether a handler was called or woken since this was last asked. */
  stirred(): boolean;
}

/** Starts a server in virtual time. Throws RangeError for settings the behaviour does not have. */
export function simulatedServer(options: SimulatedServerOptions): SimulatedServer {
  const turn = stallGate(options, options.stalls ?? []);
  const launch = launcherOf(options, (delayUs, run) => void options.schedule(delayUs, () => turn(run)));
  const killed: (() => void)[] = [];
  let number = 1;
  let current = launch();
  const serve = serviceOf(options, turn);
  let seen = { process: current, activity: 0 };

  const restart = (downUs: number): void => {
    current.kill();
    options.observe?.({ kind: 'killed', atUs: options.nowUs() });
    for (const lost of killed) lost();
    options.schedule(downUs, () => {
      number++;
      current = launch();
      options.observe?.({ kind: 'started', atUs: options.nowUs() });
    });
  };
  for (const { atUs, downUs } of options.restarts ?? []) {
    options.schedule(Math.max(0, atUs - options.nowUs()), () => {
      if (current.alive) restart(downUs);
    });
  }

  return {
    get process() {
      return current.alive ? number : null;
    },
    turn,
    handle(action, reply) {
      const process = current;
      serve(() => {
        process.handle(action, (answer) => {
          options.observe?.({ kind: 'answered', atUs: options.nowUs(), action, answer });
          reply(answer);
        });
      });
    },
    onKilled: (lost) => void killed.push(lost),
    pending: () => current.pending(),
    stirred() {
      const before = seen;
      seen = { process: current, activity: current.activity };
      return before.process !== seen.process || before.activity !== seen.activity;
    },
  };
}

/** An event loop that is busy with one action at a time: those that come meanwhile queue up. */
function serviceOf({ serviceTime, ...ports }: SimulatedServerOptions, turn: StallGate): StallGate {
  if (serviceTime === undefined) return (run) => run();
  const random = ports.random('server service');
  let freeUs = 0;
  return (run) => {
    const nowUs = ports.nowUs();
    freeUs = Math.max(freeUs, nowUs) + latencyUs(serviceTime, random);
    ports.schedule(freeUs - nowUs, () => turn(run));
  };
}

/** Starts one process after another, on one store or each on its own. */
function launcherOf(
  options: SimulatedServerOptions,
  later: (delayUs: number, run: () => void) => void,
): () => ServerProcess {
  const { behaviour, clock = exactClock, state = 'durable', storeLatency } = options;
  const settings = settingsOf(behaviour, options.settings ?? {});
  const random = options.random('server store');
  const shared = memoryStore();
  const now = (): number => serverNowMs(clock, options.nowUs());
  const reached = (store: Store, sleep: (ms: number) => Promise<void>): Store =>
    storeLatency === undefined
      ? store
      : remoteStore(store, sleep, () => latencyUs(storeLatency, random) / 1000);
  return () => {
    const store = state === 'durable' ? shared : memoryStore();
    return new ServerProcess({ behaviour, settings, now, storeOf: (sleep) => reached(store, sleep), later });
  };
}
