import type { HistoryEvent } from '../history/action.js';
import type { Random } from '../plan/random.js';
import type { ConnectRequest, Connection, Inbound, Outbound, Transport } from '../transports/transport.js';
import type { WireRequest } from '../wires/wire.js';
import type { SessionHooks } from './hooks.js';

/** What every virtual user does around acting: connect in its turn, come back when thrown out, leave. */
export interface SessionSettings {
  readonly userNames: readonly string[];
  /** When each user connects, relative to the start of connecting. */
  readonly connectAtUs: readonly number[];
  /** Everybody must be there by then, relative to the start of connecting. */
  readonly connectTimeoutUs: number;
  /** How soon a lost or refused connection is tried again; `null`: never. */
  readonly reconnectAfterUs: number | null;
  /** `tab`: which of the user's connections. */
  readonly requestOf: (user: number, tab: number) => ConnectRequest;
  /** How many connections each user has; absent: one. */
  readonly sockets?: readonly number[];
  /** When each user comes who is not waited for at the gate, after the run's origin; else `null`. Absent: nobody. */
  readonly arrivesAtUs?: readonly (number | null)[];
  /** What users do around acting; absent: they connect, act and leave. */
  readonly playing?: HookSettings;
}

/** The hooks of a scenario, and what they are told of the run. */
export interface HookSettings {
  readonly hooks: SessionHooks;
  readonly groupOf: (user: number) => string | null;
  readonly columnsOf: (user: number) => Readonly<Record<string, string>>;
  readonly target: string;
  /** The file that the hooks stand in: what fails is said with its place there. `null`: nobody knows. */
  readonly file: string | null;
  readonly seed: string;
  readonly run: string;
  /** How long a hook waits for an answer that it asked for, unless it says otherwise. */
  readonly timeoutUs: number;
  /** What a duration such as `5s` is. @throws RangeError for what is none. */
  readonly durationUs: (text: string) => number;
  /** The seeded stream of a name. */
  readonly randomOf: (name: string) => Random;
  /** Whether any message on a connection may be taken for the answer to an action: then hooks send only while joining. */
  readonly anyFrameAnswers: boolean;
  /** To be told of every value that a hook sends where secrets are sent, and of every cookie. */
  readonly learn: (place: SecretPlace, name: string, value: string) => void;
}

/** Where a value stands that may be a secret. */
export type SecretPlace = 'header' | 'query' | 'auth' | 'cookie';

export interface SessionPorts {
  readonly nowUs: () => number;
  /** Time of the processor that this process has had so far; absent: as the system says. */
  readonly cpuUs?: () => number;
  readonly at: (dueUs: number, work: () => void) => { unsubscribe(): void };
  readonly transport: Transport;
  /** Spreads reconnects, so that a thousand thrown-out users do not come back at one instant. */
  readonly random: Random;
}

export interface SessionListener {
  /** `joined` says whether the user counts as there: before, nothing can be an answer to an action. */
  message(user: number, connection: string, inbound: Inbound, joined: boolean): void;
  /** An open connection is gone: no answer can come on it any more. */
  lost(user: number, connection: string): void;
  event(event: HistoryEvent): void;
  measured?(measurement: Measurement): void;
}

/** A number of the scenario's own, or how long a hook took in microseconds. */
export interface Measurement {
  readonly metric: string;
  readonly of: 'counter' | 'trend' | 'rate' | 'hook';
  readonly value: number;
  readonly group: string | null;
}

/** A user's open connection. The id changes with every reconnect. */
export interface Seat {
  readonly id: string;
  readonly connection: Connection;
  /** What leaves instead of the wire's frame; absent: that frame. @throws what the scenario's hook throws. */
  readonly act?: (request: WireRequest, frame: Outbound) => Outbound;
}

/** How the join gate ended. */
export interface Gate {
  /** Who was not connected when the gate opened, in the order of users. */
  readonly missing: readonly Missing[];
  readonly connected: number;
}

/** A user that did not come in time. */
export interface Missing {
  readonly user: string;
  /** What its last attempt came to: how it was refused or thrown out again; `null`: nothing yet. */
  readonly why: string | null;
}

/** Bytes on the wire of all connections that have ended. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
}
