import { Closings } from './closings.js';
import { Coming } from './coming.js';
import type { Gate, Seat, SessionListener, SessionPorts, SessionSettings, Traffic } from './contract.js';
import { JoinGate } from './gate.js';
import { Hosting } from './hosting.js';
import { personOf, type Person, type Place, type Timer } from './place.js';

/**
 * All users' connections of a run: everybody comes in its turn, comes back when thrown out, and leaves.
 * A class because it has a lifetime: `open`, then `close`.
 */
export class Session {
  readonly #settings: SessionSettings;
  readonly #ports: SessionPorts;
  readonly #listener: SessionListener;
  readonly #hosting: Hosting | null;
  readonly #persons: readonly Person[];
  readonly #gate: JoinGate;
  readonly #closings = new Closings();
  readonly #coming: Coming;
  readonly #timers: Timer[] = [];

  constructor(settings: SessionSettings, ports: SessionPorts, listener: SessionListener) {
    this.#settings = settings;
    this.#ports = ports;
    this.#listener = listener;
    const { playing } = settings;
    const hosting = playing === undefined ? null : new Hosting(playing, settings, ports, listener);
    this.#hosting = hosting;
    this.#persons = settings.userNames.map((name, user) => {
      const isAwaited = (settings.arrivesAtUs?.[user] ?? null) === null;
      const member = hosting?.memberOf(user, name) ?? null;
      return personOf({ user, name, isAwaited, member }, settings.sockets?.[user] ?? 1);
    });
    const gate = new JoinGate(this.#persons);
    this.#gate = gate;
    this.#coming = new Coming(settings, { ...ports, listener, gate, closings: this.#closings, hosting });
  }

  /** Bytes on the wire of all connections that have ended. */
  get traffic(): Traffic {
    return this.#closings.traffic;
  }

  /** Bytes on the wire of all connections up to now, and how many of them are open. */
  soFar(): Traffic & { readonly open: number } {
    const soFar = { ...this.#closings.traffic, open: 0 };
    for (const { attempt } of this.#places()) {
      const connection = attempt?.connection ?? null;
      if (connection === null) continue;
      soFar.bytesIn += connection.bytesIn;
      soFar.bytesOut += connection.bytesOut;
      if (connection.state === 'open') soFar.open++;
    }
    return soFar;
  }

  /** One of the user's connections, if it is open at this instant and has joined. */
  seatOf(user: number, tab = 0): Seat | null {
    const seat = this.#persons[user]?.places[tab]?.seat ?? null;
    return seat !== null && seat.connection.state === 'open' ? seat : null;
  }

  /** Connects everybody who is not to arrive later, in their turn; resolves when the join gate opens. */
  open(): Promise<Gate> {
    this.#hosting?.start();
    return this.#gate.wait(() => {
      const startUs = this.#ports.nowUs();
      this.#settings.connectAtUs.forEach((atUs, user) => {
        if (this.#persons[user]?.isAwaited) this.#connectAt(startUs + atUs, user);
      });
      this.#timer(startUs + this.#settings.connectTimeoutUs, () => this.#gate.open());
    });
  }

  /** Lets those who arrive while the run is on connect in their time. */
  awaitArrivals(originUs: number): void {
    this.#settings.arrivesAtUs?.forEach((atUs, user) => {
      if (atUs !== null) this.#connectAt(originUs + atUs, user);
    });
  }

  /** Closes a user's connections for good: everything it had to do is done. Its hook may say farewell. */
  leave(user: number): void {
    for (const place of this.#persons[user]?.places ?? []) this.#takeLeave(place);
  }

  /** Breaks a user's connections off, or closes them; it comes back as after any loss. */
  dropUser(user: number, how: 'close' | 'cut'): void {
    for (const { attempt } of this.#persons[user]?.places ?? []) {
      const connection = attempt?.connection ?? null;
      // Whatever that fails with, the listener has heard of the end.
      if (connection !== null) connection[how]().catch(() => {});
    }
  }

  /** Keeps a user from connecting until then; `null`: for good. What is open stays. It then comes at once. */
  keepAway(user: number, untilUs: number | null): void {
    const person = this.#persons[user];
    if (person === undefined) return;
    person.away = true;
    person.back?.unsubscribe();
    person.back = untilUs === null ? null : this.#ports.at(untilUs, () => this.#comeBack(person));
  }

  /** Stops a user's connections taking in what arrives, or lets them go on. */
  stall(user: number, stalled: boolean): void {
    for (const { attempt } of this.#persons[user]?.places ?? []) attempt?.connection?.stall(stalled);
  }

  /**
   * Connections that do not answer a ping within a time, although they look open: they may have been dead for
   * long. What a server has sent before its pong has arrived before it. Those that cannot ping are not asked.
   */
  async silent(waitUs: number): Promise<readonly string[]> {
    const asked = new Set<string>();
    await new Promise<void>((resolve) => {
      for (const { seat } of this.#places()) {
        if (seat === null || seat.connection.state !== 'open') continue;
        asked.add(seat.id);
        const pong = (): void => {
          asked.delete(seat.id);
          if (asked.size === 0) resolve();
        };
        if (seat.connection.ping?.(pong) !== true) asked.delete(seat.id);
      }
      if (asked.size === 0) resolve();
      else this.#timer(this.#ports.nowUs() + waitUs, resolve);
    });
    return [...asked];
  }

  /** Ends the attempts to connect that are still under way, and says so: else nobody would know of them. */
  giveUp(): void {
    for (const place of this.#places()) {
      const stage = place.attempt?.stage;
      if (stage !== 'preparing' && stage !== 'connecting') continue;
      const reason = 'still connecting when the run gave up';
      this.#leave(place, 'at-once');
      const atUs = Math.ceil(this.#ports.nowUs());
      this.#listener.event({ kind: 'connection-failed', atUs, user: place.person.name, reason });
    }
  }

  /** Everybody leaves as hooks want it; resolves when they have said farewell, or `hurry` was called. */
  async farewell(): Promise<void> {
    if (this.#hosting === null) return;
    for (const place of this.#places()) this.#takeLeave(place);
    await this.#closings.over();
    this.#hosting.end();
  }

  /** Whatever hooks are doing, nobody waits for it any more. */
  hurry(): void {
    this.#hosting?.end();
  }

  /** Everybody leaves, and nobody comes any more. Idempotent. */
  leaveAll(): void {
    for (const timer of this.#timers) timer.unsubscribe();
    for (const place of this.#places()) this.#leave(place, 'at-once');
    this.#hosting?.end();
    this.#gate.open();
  }

  /** Everybody leaves; resolves when no socket and no timer is left. Idempotent. */
  async close(): Promise<void> {
    this.leaveAll();
    await this.#closings.over();
    await this.#ports.transport.close();
  }

  #places(): readonly Place[] {
    return this.#persons.flatMap(({ places }) => places);
  }

  /** From its farewell on, nothing that arrives on a connection is counted on; without hooks nothing ever is. */
  #takeLeave(place: Place): void {
    const { left, attempt, person } = place;
    if (this.#hosting !== null && !left && attempt?.stage === 'in') {
      const atUs = Math.floor(this.#ports.nowUs());
      this.#listener.event({ kind: 'connection-closed', atUs, user: person.name, connection: attempt.id });
    }
    this.#leave(place, 'in-form');
  }

  #timer(dueUs: number, work: () => void): void {
    this.#timers.push(this.#ports.at(dueUs, work));
  }

  #connectAt(dueUs: number, user: number): void {
    this.#timer(dueUs, () => this.#persons[user]?.places.forEach((place) => this.#coming.connect(place)));
  }

  #comeBack(person: Person): void {
    person.away = false;
    for (const place of person.places) this.#coming.connect(place);
  }

  /** For good. Who is in may say farewell before its connection ends, unless it has to go at once. */
  #leave(place: Place, how: 'in-form' | 'at-once'): void {
    const { attempt } = place;
    if (place.left) {
      if (how === 'at-once') attempt?.visit?.end('left');
      return;
    }
    place.left = true;
    place.retry?.unsubscribe();
    place.person.back?.unsubscribe();
    this.#coming.stand(place);
    if (attempt === null) return;
    const { visit, stage } = attempt;
    const end = (): void => {
      place.attempt = null;
      visit?.end('left');
      if (attempt.connection !== null) this.#closings.close(attempt.connection);
    };
    if (how === 'in-form' && stage === 'in' && visit?.hasFarewell === true)
      this.#closings.add(visit.leave().then(end));
    else end();
  }
}
