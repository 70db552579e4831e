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
  /** Names of users that were not connected when the gate opened. */
  readonly missing: readonly string[];
  readonly connected: number;
}

/** Bytes on the wire of all connections that have ended. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
}

interface Place {
  seat: Seat | null;
  connecting: Connection | null;
  opened: number;
  refused: boolean;
  left: boolean;
  retry: { unsubscribe(): void } | null;
}

/** All users' connections of a run. A class because it has a lifetime: `open`, then `close`. */
export class Session {
  readonly traffic: Traffic = { bytesIn: 0, bytesOut: 0 };
  readonly #settings: SessionSettings;
  readonly #ports: SessionPorts;
  readonly #listener: SessionListener;
  readonly #places: Place[];
  readonly #timers: { unsubscribe(): void }[] = [];
  readonly #closing = new Set<Promise<void>>();
  #connected = 0;
  /** Users whose first attempt failed. */
  #refused = 0;
  #anybodyIn = false;
  #gate: { resolve(): void } | null = null;
  #closed = false;

  constructor(settings: SessionSettings, ports: SessionPorts, listener: SessionListener) {
    this.#settings = settings;
    this.#ports = ports;
    this.#listener = listener;
    this.#places = settings.userNames.map(() => ({
      seat: null,
      connecting: null,
      opened: 0,
      refused: false,
      left: false,
      retry: null,
    }));
  }

  get connected(): number {
    return this.#connected;
  }

  /** The user's connection, if it is open at this instant. */
  seatOf(user: number): Seat | null {
    const seat = this.#places[user]?.seat ?? null;
    return seat !== null && seat.connection.state === 'open' ? seat : null;
  }

  /**
   * The join gate: connects everybody in their turn, and resolves when all are connected, when the
   * timeout has passed, or when every user's first attempt failed (a dead target is said at once).
   */
  async open(): Promise<Gate> {
    const startUs = this.#ports.nowUs();
    const gateOpens = new Promise<void>((resolve) => {
      this.#gate = { resolve };
    });
    this.#settings.connectAtUs.forEach((atUs, user) => {
      this.#timers.push(this.#ports.at(startUs + atUs, () => this.#connect(user)));
    });
    this.#timers.push(this.#ports.at(startUs + this.#settings.connectTimeoutUs, () => this.#gate?.resolve()));
    if (this.#places.length > 0) await gateOpens;
    this.#gate = null;
    const missing = this.#settings.userNames.filter((_, user) => this.#places[user]?.seat === null);
    return { missing, connected: this.#connected };
  }

  /** Closes a user's connection for good: everything it had to do is done. */
  leave(user: number): void {
    const place = this.#places[user];
    if (place === undefined || place.left) return;
    place.left = true;
    place.retry?.unsubscribe();
    const connection = place.seat?.connection ?? place.connecting;
    if (place.seat !== null) this.#connected--;
    place.seat = null;
    place.connecting = null;
    if (connection !== null) this.#close(connection);
  }

  /** Everybody leaves; resolves when no socket and no timer is left. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) timer.unsubscribe();
    this.#gate?.resolve();
    this.#places.forEach((_, user) => this.leave(user));
    await Promise.all(this.#closing);
    await this.#ports.transport.close();
  }

  #close(connection: Connection): void {
    this.traffic.bytesIn += connection.bytesIn;
    this.traffic.bytesOut += connection.bytesOut;
    const closing = connection.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #connect(user: number): void {
    const place = this.#places[user];
    if (place === undefined || place.left || this.#closed) return;
    const startedUs = this.#ports.nowUs();
    const id = `${this.#settings.userNames[user]}.${place.opened + 1}`;
    // A transport may report back before `connect` has returned, hence the two steps.
    let connection: Connection | null = null;
    let opened = false;
    const seatNow = (): void => {
      if (!opened || connection === null || place.left) return;
      place.seat = { id, connection };
      place.connecting = null;
    };
    connection = this.#ports.transport.connect(this.#settings.requestOf(user), {
      opened: () => {
        opened = true;
        seatNow();
        this.#opened(user, id, startedUs);
      },
      failed: (reason) => this.#failed(user, reason),
      closed: (reason) => this.#lost(user, id, reason),
      message: (inbound) => this.#listener.message(user, id, inbound),
    });
    if (!opened) place.connecting = connection;
    seatNow();
  }

  #opened(user: number, id: string, startedUs: number): void {
    const place = this.#places[user];
    if (place === undefined || place.left) return;
    place.opened++;
    this.#connected++;
    this.#anybodyIn = true;
    const atUs = Math.ceil(this.#ports.nowUs());
    this.#listener.event({
      kind: 'connection-opened',
      atUs,
      user: this.#nameOf(user),
      connection: id,
      connectUs: atUs - Math.floor(startedUs),
    });
    if (this.#connected === this.#places.length) this.#gate?.resolve();
  }

  #failed(user: number, reason: string): void {
    const place = this.#places[user];
    if (place === undefined || place.left) return;
    place.connecting = null;
    if (!place.refused && place.opened === 0) this.#refused++;
    place.refused = true;
    const atUs = Math.ceil(this.#ports.nowUs());
    this.#listener.event({ kind: 'connection-failed', atUs, user: this.#nameOf(user), reason });
    const nobodyGetsIn = !this.#anybodyIn && this.#refused === this.#places.length;
    if (this.#gate !== null && nobodyGetsIn) this.#gate.resolve();
    else this.#retry(user);
  }

  #lost(user: number, id: string, reason: string): void {
    const place = this.#places[user];
    if (place === undefined || place.left) return;
    if (place.seat !== null) this.#close(place.seat.connection);
    place.seat = null;
    this.#connected--;
    const atUs = Math.ceil(this.#ports.nowUs());
    this.#listener.event({ kind: 'connection-lost', atUs, user: this.#nameOf(user), connection: id, reason });
    this.#listener.lost(user, id);
    this.#retry(user);
  }

  #retry(user: number): void {
    const place = this.#places[user];
    const afterUs = this.#settings.reconnectAfterUs;
    if (place === undefined || afterUs === null || this.#closed) return;
    const jitteredUs = Math.floor(afterUs * (0.5 + this.#ports.random.unit()));
    place.retry = this.#ports.at(this.#ports.nowUs() + jitteredUs, () => this.#connect(user));
  }

  #nameOf(user: number): string {
    return this.#settings.userNames[user] ?? String(user);
  }
}
