import type { ConnectRequest, Inbound } from '../transports/transport.js';
import type { Closings } from './closings.js';
import type { SessionListener, SessionPorts, SessionSettings } from './contract.js';
import type { JoinGate } from './gate.js';
import { HookFailure } from './hook-runner.js';
import type { Hosting } from './hosting.js';
import { connectionIdOf, isThere, type Attempt, type Place } from './place.js';

/** What coming needs of the session around it. */
export interface ComingPorts extends SessionPorts {
  readonly listener: SessionListener;
  readonly gate: JoinGate;
  readonly closings: Closings;
  readonly hosting: Hosting | null;
}

/** How connections come, are lost, and come again. */
export class Coming {
  readonly #settings: Pick<SessionSettings, 'requestOf' | 'reconnectAfterUs'>;
  readonly #ports: ComingPorts;

  constructor(settings: Pick<SessionSettings, 'requestOf' | 'reconnectAfterUs'>, ports: ComingPorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  /** Starts to connect where nothing is open or under way, and nobody has left or is kept away. */
  connect(place: Place): void {
    const { person, tab } = place;
    if (place.left || person.away || place.attempt !== null) return;
    const id = connectionIdOf(place);
    const { hosting } = this.#ports;
    const visit =
      hosting === null || person.member === null
        ? null
        : hosting.visitOf(person.member, { id, tab, attempt: place.opened + 1 });
    const attempt: Attempt = { id, visit, startedUs: 0, connection: null, stage: 'preparing' };
    place.attempt = attempt;
    const requestOf = (): ConnectRequest => this.#settings.requestOf(person.user, tab);
    if (visit === null) return this.#dial(place, attempt, requestOf);
    visit.request(requestOf).then(
      (request) => this.#dial(place, attempt, () => request),
      (error: unknown) => this.#failed(place, attempt, error),
    );
  }

  /** A user's place counts no more as in. */
  stand(place: Place): void {
    if (isThere(place.person)) this.#ports.gate.gone(place.person);
    place.seat = null;
  }

  #dial(place: Place, attempt: Attempt, requestOf: () => ConnectRequest): void {
    if (place.left) return;
    if (place.person.away) return this.#end(place, attempt, 'kept away');
    attempt.stage = 'connecting';
    attempt.startedUs = this.#ports.nowUs();
    try {
      attempt.connection = this.#ports.transport.connect(requestOf(), {
        opened: () => this.#opened(place, attempt),
        failed: (reason) => this.#failed(place, attempt, reason),
        closed: (reason) => this.#lost(place, attempt, reason),
        message: (inbound) => this.#message(place, attempt, inbound),
      });
    } catch (error) {
      const text = errorTextOf(error).slice(0, 200);
      this.#failed(place, attempt, `the transport could not connect: ${text}`);
    }
    // A transport may report back before `connect` has returned; only with both is there a seat.
    this.#welcome(place, attempt);
  }

  #opened(place: Place, attempt: Attempt): void {
    if (place.left || attempt.stage !== 'connecting') return;
    attempt.stage = 'open';
    place.opened++;
    const { id: connection, startedUs } = attempt;
    const atUs = this.#atUs();
    const connectUs = atUs - Math.floor(startedUs);
    const user = place.person.name;
    this.#ports.listener.event({ kind: 'connection-opened', atUs, user, connection, connectUs });
    this.#welcome(place, attempt);
  }

  #welcome(place: Place, attempt: Attempt): void {
    const { visit, connection } = attempt;
    if (attempt.stage !== 'open' || connection === null) return;
    attempt.stage = 'joining';
    if (visit === null) return this.#in(place, attempt);
    visit.begin(connection);
    visit.join().then(
      () => this.#in(place, attempt),
      (error: unknown) => this.#unjoined(place, attempt, errorTextOf(error)),
    );
  }

  #in(place: Place, attempt: Attempt): void {
    const { id, visit, connection } = attempt;
    if (place.left || attempt.stage !== 'joining' || connection === null) return;
    attempt.stage = 'in';
    const act = visit?.act;
    place.seat = act === undefined ? { id, connection } : { id, connection, act };
    visit?.start();
    this.#ports.gate.came(place.person);
  }

  #failed(place: Place, attempt: Attempt, reason: unknown): void {
    if (place.left || attempt.stage === 'over') return;
    const text = errorTextOf(reason);
    this.#end(place, attempt, text);
    if (!(reason instanceof HookFailure)) {
      const user = place.person.name;
      this.#ports.listener.event({ kind: 'connection-failed', atUs: this.#atUs(), user, reason: text });
    }
    this.#refused(place);
  }

  /** The connection is open and of no use, because what makes the user one of the others failed. */
  #unjoined(place: Place, attempt: Attempt, reason: string): void {
    if (place.left || attempt.stage !== 'joining') return;
    this.#part(place, attempt, reason);
    this.#refused(place);
  }

  #lost(place: Place, attempt: Attempt, reason: string): void {
    const { stage } = attempt;
    if (place.left || stage === 'over') return attempt.visit?.end(reason);
    this.#part(place, attempt, reason);
    place.ended = `lost again, ${reason}`;
    this.#retry(place);
  }

  #message({ person }: Place, { id, visit, stage }: Attempt, inbound: Inbound): void {
    if (visit?.answers(inbound) === true) return;
    this.#ports.listener.message(person.user, id, inbound, stage === 'in' || visit === null);
    visit?.hear(inbound);
  }

  /** An open connection comes to its end, and whoever hears of it is told. */
  #part(place: Place, attempt: Attempt, reason: string): void {
    const { id: connection } = attempt;
    const { listener, closings } = this.#ports;
    this.stand(place);
    this.#end(place, attempt, reason);
    if (attempt.connection !== null) closings.close(attempt.connection);
    const user = place.person.name;
    listener.event({ kind: 'connection-lost', atUs: this.#atUs(), user, connection, reason });
    listener.lost(place.person.user, connection);
  }

  #end(place: Place, attempt: Attempt, reason: string): void {
    attempt.stage = 'over';
    place.attempt = null;
    place.ended = reason;
    attempt.visit?.end(reason);
  }

  #refused(place: Place): void {
    const triesAgain = this.#settings.reconnectAfterUs !== null;
    if (!this.#ports.gate.failed(place.person, triesAgain)) this.#retry(place);
  }

  #retry(place: Place): void {
    const afterUs = this.#settings.reconnectAfterUs;
    if (afterUs === null || place.left || place.person.away) return;
    const jitteredUs = Math.floor(afterUs * (0.5 + this.#ports.random.unit()));
    place.retry = this.#ports.at(this.#ports.nowUs() + jitteredUs, () => this.connect(place));
  }

  #atUs(): number {
    return Math.ceil(this.#ports.nowUs());
  }
}

function errorTextOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
