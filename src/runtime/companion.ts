import type { Inbound } from '../transports/transport.js';
import type { RunEvent } from './events.js';
import type { TimeScheduler } from './time-scheduler.js';

/**
 * What goes along with a run besides the actions: trouble made on purpose, ears, readers of state, samplers. Each
 * of its moments is optional; what throws in one of them crashes the run.
 */
export interface Companion {
  /** The actions are about to start. */
  start?(run: RunHandle): void;
  /** Something arrived on a connection; called right after it may have settled an action. */
  message?(connection: string, inbound: Inbound): void;
  /** All answers are in, or given up: whoever makes trouble ends it. Those of a list one after another. */
  answered?(): void | Promise<void>;
  /** All that was under way has had its time to arrive, and users are still connected. One after another. */
  settled?(): void | Promise<void>;
  /** Nothing is heard or written down any more after this. Called once, also after an error and without a start. */
  close?(): void | Promise<void>;
}

/** What companions have of a run. */
export interface RunHandle {
  /** What the plan calls 0. */
  readonly originUs: number;
  readonly scheduler: TimeScheduler;
  readonly emit: (event: RunEvent) => void;
  readonly users: UserControl;
  /** What has come and gone on all connections so far, in bytes, and how many of them are open. */
  readonly traffic: () => { readonly bytesIn: number; readonly bytesOut: number; readonly open: number };
  /** Aborted when the run is stopped, or over. */
  readonly stop: AbortSignal;
}

/** What can be done to users on purpose. */
export interface UserControl {
  /** Breaks a user's connections off, or closes them; it comes back as after any loss. */
  dropUser(user: number, how: 'close' | 'cut'): void;
  /** Keeps a user from connecting until an instant, at which it comes at once; `null`: for good. What is open stays. */
  keepAway(user: number, untilUs: number | null): void;
  /** Stops a user's connections taking in what arrives, or lets them go on. */
  stall(user: number, stalled: boolean): void;
}
