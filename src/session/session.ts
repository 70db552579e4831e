import type { HistoryEvent } from '../history/action.js';
import type { Connection } from '../transports/transport.js';
import type {
  Gate,
  Missing,
  Seat,
  SessionListener,
  SessionPorts,
  SessionSettings,
  Traffic,
} from './contract.js';

interface Place {
  seat: Seat | null;
  /** The attempt that is under way. */
  connecting: Connection | null;
  opened: number;
  refused: boolean;
  /** How the last attempt ended. */
  ended: string | null;
  left: boolean;
  retry: { unsubscribe(): void } | null;
}

/** How far one connection has come. */
interface Attempt {
  readonly user: number;
  readonly id: string;
  readonly startedUs: number;
  connection: Connection | null;
  stage: 'connecting' | 'open' | 'over';
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
  /** Users who are refused and never try again. */
  #hopeless = 0;
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
      ended: null,
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
    return { missing: this.#missing(), connected: this.#connected };
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

  /** Ends the attempts to connect that are still under way, and says so: else nobody would know of them. */
  giveUp(): void {
    this.#places.forEach(({ connecting }, user) => {
      if (connecting === null) return;
      const reason = 'still connecting when the run gave up';
      this.leave(user);
      this.#event({ kind: 'connection-failed', atUs: this.#atUs(), user: this.#nameOf(user), reason });
    });
  }

  /** Everybody leaves, and nobody comes any more. Idempotent. */
  leaveAll(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer.unsubscribe();
    this.#places.forEach((_, user) => this.leave(user));
    this.#gate?.resolve();
  }

  /** Everybody leaves; resolves when no socket and no timer is left. Idempotent. */
  async close(): Promise<void> {
    this.leaveAll();
    await Promise.all(this.#closing);
    await this.#ports.transport.close();
  }

  #missing(): readonly Missing[] {
    return this.#places.flatMap(({ seat, ended }, user) =>
      seat === null ? [{ user: this.#nameOf(user), why: ended }] : [],
    );
  }

  #close(connection: Connection): void {
    this.traffic.bytesIn += connection.bytesIn;
    this.traffic.bytesOut += connection.bytesOut;
    // A close that fails leaves nothing open either.
    const closing = connection.close().then(
      () => void this.#closing.delete(closing),
      () => void this.#closing.delete(closing),
    );
    this.#closing.add(closing);
  }

  #connect(user: number): void {
    const place = this.#places[user];
    if (place === undefined || place.left || this.#closed) return;
    const id = `${this.#nameOf(user)}.${place.opened + 1}`;
    const attempt: Attempt = {
      user,
      id,
      startedUs: this.#ports.nowUs(),
      connection: null,
      stage: 'connecting',
    };
    try {
      attempt.connection = this.#ports.transport.connect(this.#settings.requestOf(user), {
        opened: () => this.#opened(place, attempt),
        failed: (reason) => this.#failed(place, attempt, reason),
        closed: (reason) => this.#lost(place, attempt, reason),
        message: (inbound) => this.#listener.message(user, id, inbound),
      });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#failed(place, attempt, `the transport could not connect: ${text.slice(0, 200)}`);
    }
    this.#seat(place, attempt);
  }

  /** A transport may report back before `connect` has returned; only with both is there a seat. */
  #seat(place: Place, { id, connection, stage }: Attempt): void {
    if (connection === null || place.left) return;
    place.connecting = stage === 'connecting' ? connection : null;
    place.seat = stage === 'open' ? { id, connection } : null;
  }

  #opened(place: Place, attempt: Attempt): void {
    if (place.left || attempt.stage !== 'connecting') return;
    attempt.stage = 'open';
    const { user, id, startedUs } = attempt;
    place.opened++;
    this.#seat(place, attempt);
    this.#connected++;
    this.#anybodyIn = true;
    const atUs = this.#atUs();
    const connectUs = atUs - Math.floor(startedUs);
    this.#event({ kind: 'connection-opened', atUs, user: this.#nameOf(user), connection: id, connectUs });
    this.#checkGate();
  }

  #failed(place: Place, attempt: Attempt, reason: string): void {
    if (place.left || attempt.stage === 'over') return;
    attempt.stage = 'over';
    place.connecting = null;
    const isFirst = !place.refused && place.opened === 0;
    if (isFirst) this.#refused++;
    if (isFirst && this.#settings.reconnectAfterUs === null) this.#hopeless++;
    place.refused = true;
    place.ended = reason;
    this.#event({ kind: 'connection-failed', atUs: this.#atUs(), user: this.#nameOf(attempt.user), reason });
    if (!this.#checkGate()) this.#retry(place, attempt.user);
  }

  #lost(place: Place, attempt: Attempt, reason: string): void {
    if (place.left || attempt.stage !== 'open') return;
    attempt.stage = 'over';
    const { user, id, connection } = attempt;
    if (connection !== null) this.#close(connection);
    place.seat = null;
    place.ended = `lost again, ${reason}`;
    this.#connected--;
    const atUs = this.#atUs();
    this.#event({ kind: 'connection-lost', atUs, user: this.#nameOf(user), connection: id, reason });
    this.#listener.lost(user, id);
    this.#retry(place, user);
  }

  #retry(place: Place, user: number): void {
    const afterUs = this.#settings.reconnectAfterUs;
    if (afterUs === null || this.#closed) return;
    const jitteredUs = Math.floor(afterUs * (0.5 + this.#ports.random.unit()));
    place.retry = this.#ports.at(this.#ports.nowUs() + jitteredUs, () => this.#connect(user));
  }

  /** Opens the gate when there is nobody left to wait for; says whether nobody will ever get in. */
  #checkGate(): boolean {
    const everybody = this.#places.length;
    const nobodyGetsIn = this.#gate !== null && !this.#anybodyIn && this.#refused === everybody;
    if (nobodyGetsIn || this.#connected + this.#hopeless === everybody) this.#gate?.resolve();
    return nobodyGetsIn;
  }

  #event(event: HistoryEvent): void {
    this.#listener.event(event);
  }

  #atUs(): number {
    return Math.ceil(this.#ports.nowUs());
  }

  #nameOf(user: number): string {
    return this.#settings.userNames[user] ?? String(user);
  }
}
