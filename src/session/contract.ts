import type { HistoryEvent } from '../history/action.js';
import type { Random } from '../plan/random.js';
import type { ConnectRequest, Connection, Inbound, Transport } from '../transports/transport.js';

/** What every virtual user does around acting: connect in its turn, come back when thrown out, leave. */
export interface SessionSettings {
  readonly userNames: readonly string[];
  /** When each user connects, relative to the start of connecting. */
  readonly connectAtUs: readonly number[];
  /** Everybody must be there by then, relative to the start of connecting. */
  readonly connectTimeoutUs: number;
  /** How soon a lost or refused connection is tried again; `null`: never. */
  readonly reconnectAfterUs: number | null;
  readonly requestOf: (user: number) => ConnectRequest;
}

export interface SessionPorts {
  readonly nowUs: () => number;
  readonly at: (dueUs: number, work: () => void) => { unsubscribe(): void };
  readonly transport: Transport;
  /** Spreads reconnects, so that a thousand thrown-out users do not come back at one instant. */
  readonly random: Random;
}

export interface SessionListener {
  message(user: number, connection: string, inbound: Inbound): void;
  /** An open connection is gone: no answer can come on it any more. */
  lost(user: number, connection: string): void;
  event(event: HistoryEvent): void;
}

/** A user's open connection. The id changes with every reconnect. */
export interface Seat {
  readonly id: string;
  readonly connection: Connection;
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
