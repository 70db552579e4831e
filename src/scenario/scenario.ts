import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import type { FaultSpec, GroupSpec, PhaseSpec } from '../plan/plan.js';
import type { ValueSpec } from '../plan/values.js';
import type { SessionHooks } from '../session/hooks.js';
import type { Threshold } from '../thresholds/threshold.js';
import type { Wire } from '../wires/wire.js';
import type { Delivery, ServerWatch, StateCheck } from './live.js';
import type { OwnBehaviour, Simulation } from './simulation.js';

/** A scenario after loading: checked, durations in microseconds, names resolved, secrets filled in. */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** `sha256:` of the scenario as written, after `--set`, before secrets are filled in. Without thresholds: what is demanded of its numbers makes no other test of it. */
  readonly hash: string;
  /** The file it came from; `null` when it was built in code. */
  readonly file: string | null;
  readonly seed: string;
  readonly target: Target;
  readonly transport: TransportSettings;
  readonly wire: Wire;
  readonly users: number;
  /** Names of the virtual users, index by index: `u0`, `u1`, ... unless the scenario names them. */
  readonly userNames: readonly string[];
  /** What each user alone has, column by column, index by index: what `${user.COLUMN}` becomes. */
  readonly userColumns: Readonly<Record<string, readonly string[]>>;
  readonly resourceNames: readonly string[];
  readonly model: Model;
  readonly assumptions: Assumptions;
  readonly phases: readonly PhaseSpec[];
  /** Whether a margin is `auto` and nobody has measured or said it yet: then it is assumed. */
  readonly margin: 'pinned' | 'auto';
  /** What stands in the place of `margin: auto`; `null` where no margin is. */
  readonly marginUs: number | null;
  readonly timing: Timing;
  /** Below this share of decided outcomes a run is inconclusive. */
  readonly minResolution: number;
  /** Which kinds of outcome a run must have decided to prove anything. */
  readonly prove: 'both' | 'accepts' | 'rejects';
  readonly hooks: Hooks;
  /** The world that `simulate` plays in. */
  readonly simulation: Simulation;
  /** Users of several kinds; empty: all alike. */
  readonly groups: readonly GroupSpec[];
  /** How the users of some groups connect, by the name of the group, instead of what `transport` says. */
  readonly groupTransports: Readonly<Record<string, readonly ('websocket' | 'polling')[]>>;
  /** What `${value.NAME}` becomes in payloads, drawn anew for each action. */
  readonly values: Readonly<Record<string, ValueSpec>>;
  /** What users do around acting, in code; `null`: connect, act, leave. */
  readonly session: SessionHooks | null;
  /** What accepted actions are broadcast to whom, and how a broadcast is known; `null`: nobody looks. */
  readonly delivery: Delivery | null;
  /** What the server's state is compared with; empty: nothing. */
  readonly stateChecks: readonly StateCheck[];
  readonly faults: readonly FaultSpec[];
  /** What is demanded of the numbers of a run; empty: nothing. */
  readonly thresholds: readonly Threshold[];
  /** What is asked of the server about itself while it runs; `null`: nothing. */
  readonly watch: ServerWatch | null;
  /** A server of the scenario's own, for simulations; `null`: the target's behaviour. */
  readonly behaviour: OwnBehaviour | null;
  /** What was changed silently otherwise, in sentences: shown before the run and in its report. */
  readonly notes: readonly string[];
  /** Unique per run: what `${run}` became. */
  readonly run: string;
  /** Values that must never reach a file or a screen. */
  readonly secrets: readonly string[];
}

export type Target =
  /** A reference server of ours, started in its own process and closed after the run. */
  | {
      readonly kind: 'embedded';
      readonly server: string;
      readonly bug: string | null;
      /** Overrides of the server's own defaults, e.g. `{ cooldownMs: 300 }`. */
      readonly settings: Readonly<Record<string, number>>;
      /** Processes behind its one address; several share what they know in a store. */
      readonly nodes: number;
      /** The URL of a Redis that keeps what it knows; `null`: its own memory. */
      readonly store: string | null;
    }
  /** A server of the scenario's own (`ServerModule`), started in a process of its own and closed after the run. */
  | {
      readonly kind: 'module';
      /** Absolute path of the module. */
      readonly file: string;
      readonly bug: string | null;
      readonly settings: Readonly<Record<string, number>>;
      /** `null`: as many as the module says, where nobody has asked it yet. */
      readonly nodes: number | null;
      /** The URL of a Redis, or `start` for one of the run's own; `null`: one is started if the module needs it. */
      readonly redis: string | null;
    }
  | { readonly kind: 'url'; readonly url: string }
  /** Nothing to connect to: the scenario has a behaviour of its own and can only be simulated. */
  | { readonly kind: 'none' };

/** Header, query and auth values may hold `${user}`, `${user.COLUMN}` and `${index}`; they are filled in per user at connect. */
export type TransportSettings =
  | {
      readonly kind: 'socket-io';
      readonly namespace: string;
      readonly path: string;
      readonly transports: readonly ('websocket' | 'polling')[];
      readonly auth: Readonly<Record<string, unknown>>;
      readonly query: Readonly<Record<string, string>>;
      readonly headers: Readonly<Record<string, string>>;
      readonly tls: TlsSettings;
    }
  | {
      readonly kind: 'ws';
      readonly path: string;
      readonly subprotocols: readonly string[];
      readonly query: Readonly<Record<string, string>>;
      readonly headers: Readonly<Record<string, string>>;
      readonly tls: TlsSettings;
    };

/** Files are paths; their contents are read by the transport's owner. */
export interface TlsSettings {
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly insecure: boolean;
}

export interface Timing {
  /** Connections open over this long. */
  readonly connectOverUs: number;
  /** Everybody must be connected by then, or the run says who is missing. */
  readonly connectTimeoutUs: number;
  /** After this long an unanswered action counts as unknown so far. */
  readonly timeoutUs: number;
  /** `send`: open loop. `skip`: a user that still waits for its last answer drops the action. */
  readonly overrun: 'send' | 'skip';
  /** Whether a lost connection is opened again, and how soon. */
  readonly reconnectAfterUs: number | null;
  /** Stop gracefully after this long; `null`: when the plan ends. */
  readonly maxDurationUs: number | null;
}

/** Code around a run (TypeScript scenarios only). What `setup` returns is handed to the other two. */
export interface Hooks {
  readonly setup?: (run: HookContext) => unknown;
  /** Makes every key fresh; a scenario that has it starts with initial state `fresh`. */
  readonly reset?: (run: HookContext) => unknown;
  readonly teardown?: (run: HookContext) => unknown;
}

export interface HookContext {
  readonly target: string;
  readonly seed: string;
  /** Unique per run: what `${run}` became. */
  readonly run: string;
  readonly resourceNames: readonly string[];
  readonly userNames: readonly string[];
}
