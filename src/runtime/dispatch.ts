import type { Answer, Outcome } from '../history/outcome.js';
import type { Step } from '../plan/plan.js';
import type { Seat } from '../session/session.js';
import type { Inbound, Outbound } from '../transports/transport.js';
import type { Decoded, Wire, WireRequest } from '../wires/wire.js';
import type { RunEvent } from './events.js';
import { PendingAnswers, type PendingAction } from './pending.js';
import type { TimeScheduler } from './time-scheduler.js';

export interface DispatchSettings {
  readonly wire: Wire;
  readonly timeoutUs: number;
  readonly overrun: 'send' | 'skip';
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  readonly phaseNames: readonly string[];
}

export interface DispatchPorts {
  readonly scheduler: TimeScheduler;
  readonly seatOf: (user: number) => Seat | null;
  readonly emit: (event: RunEvent) => void;
  /** Called each time nothing is waited for any more. */
  readonly idle: () => void;
}

/** A client library's own id of a request starts at 1, so that servers that take 0 for absent work. */
const firstRequestId = 1;

/**
 * Sends steps and gives each exactly one outcome. Open loop: an answer that is late delays no
 * other user's action, and by default not the user's own next one either.
 */
export class Dispatch {
  readonly #settings: DispatchSettings;
  readonly #ports: DispatchPorts;
  readonly #lines = new Map<string, PendingAnswers>();
  readonly #waitingUsers: Int32Array;
  /** Sent actions in order of sending, to find the overdue ones with one timer in all. */
  #sent: PendingAction[] = [];
  #watching: { unsubscribe(): void } | null = null;
  #waiting = 0;
  #finished = false;
  #saidUnreadable = false;

  constructor(settings: DispatchSettings, ports: DispatchPorts) {
    this.#settings = settings;
    this.#ports = ports;
    this.#waitingUsers = new Int32Array(settings.userNames.length);
  }

  /** Actions that are sent, not settled and not overdue. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether an answer to this user is still awaited. */
  waitsFor(user: number): boolean {
    return (this.#waitingUsers[user] ?? 0) > 0;
  }

  /** Sends a step now, or writes down why not. */
  act(step: Step): void {
    const seat = this.#ports.seatOf(step.user);
    if (seat === null) return this.#drop(step, '', 'not connected');
    if (this.#settings.overrun === 'skip' && this.waitsFor(step.user)) {
      return this.#drop(step, seat.id, 'still waits for its last answer');
    }
    const { correlation } = this.#settings.wire;
    const line = this.#lineOf(seat.id);
    if (correlation === 'order' && line.size > 0) {
      return this.#drop(step, seat.id, 'answers carry no id and one is still awaited on this connection');
    }
    const requestId = step.id + firstRequestId;
    const frame = encodeSafely(this.#settings.wire, this.#requestOf(step, requestId));
    if (typeof frame === 'string') return this.#drop(step, seat.id, frame);
    // Read as late as can be before the emit: every microsecond here widens the window.
    const sentAtUs = Math.floor(this.#ports.scheduler.nowUs());
    const sendId = seat.connection.send(frame);
    if (sendId < 0) return this.#drop(step, seat.id, 'not connected');
    const token = correlation === 'ack' ? sendId : requestId;
    const action = { step, sentAtUs, connection: seat.id, token, overdue: false, settled: false };
    line.add(action);
    this.#sent.push(action);
    this.#waiting++;
    this.#waitingUsers[step.user] = (this.#waitingUsers[step.user] ?? 0) + 1;
    this.#ports.emit({ kind: 'sent', step, sentAtUs, connection: seat.id });
    this.#watch();
  }

  /** Takes what arrived on a connection. The clock is read before anything else is done. */
  message(connection: string, inbound: Inbound): void {
    const settledAtUs = Math.ceil(this.#ports.scheduler.nowUs());
    if (this.#finished) return;
    const decoded = decodeSafely(this.#settings.wire, inbound);
    if (decoded === null) return;
    const { correlation } = this.#settings.wire;
    const token = correlation === 'ack' ? sendIdOf(inbound) : decoded.id;
    const line = this.#lineOf(connection);
    if (line.untrusted) return;
    const action = line.take(correlation, token);
    if (action !== undefined) return this.#settle(action, settledAtUs, decoded.answer);
    if (decoded.id === undefined && correlation === 'id') this.#unreadable(connection, decoded.answer);
    if (correlation === 'order') {
      line.untrusted = true;
      this.#note(`an answer on ${connection} belongs to no action; its later answers count as unknown`);
    }
  }

  /** The connection is gone: what waits on it will never be answered. */
  lost(connection: string): void {
    const line = this.#lines.get(connection);
    this.#lines.delete(connection);
    for (const action of line?.takeAll() ?? []) {
      this.#settle(action, null, { kind: 'unknown', reason: 'connection lost' });
    }
  }

  /** The run is over: what was not answered stays unknown. */
  finish(): void {
    this.#finished = true;
    this.#watching?.unsubscribe();
    this.#watching = null;
    for (const line of this.#lines.values()) {
      for (const action of line.takeAll()) {
        const reason = action.overdue ? 'no answer in time' : 'not answered when the run ended';
        this.#settle(action, null, { kind: 'unknown', reason });
      }
    }
    this.#lines.clear();
  }

  #lineOf(connection: string): PendingAnswers {
    let line = this.#lines.get(connection);
    if (line === undefined) {
      line = new PendingAnswers();
      this.#lines.set(connection, line);
    }
    return line;
  }

  #requestOf(step: Step, id: number): WireRequest {
    const { userNames, resourceNames, phaseNames } = this.#settings;
    return {
      id,
      user: userNames[step.user] ?? '',
      resource: resourceNames[step.resource] ?? '',
      step: step.step,
      action: 'act',
      phase: phaseNames[step.phase] ?? '',
    };
  }

  #drop(step: Step, connection: string, reason: string): void {
    const outcome: Outcome = { kind: 'dropped', reason };
    this.#ports.emit({ kind: 'settled', step, sentAtUs: null, settledAtUs: null, outcome, connection });
  }

  #settle(action: PendingAction, settledAtUs: number | null, outcome: Outcome): void {
    const { step, sentAtUs, connection } = action;
    action.settled = true;
    if (!action.overdue) this.#done(action);
    this.#ports.emit({ kind: 'settled', step, sentAtUs, settledAtUs, outcome, connection });
  }

  /** An action is not waited for any more: answered, lost or overdue. */
  #done(action: PendingAction): void {
    this.#waiting--;
    const { user } = action.step;
    this.#waitingUsers[user] = (this.#waitingUsers[user] ?? 0) - 1;
    if (this.#waiting === 0) this.#ports.idle();
  }

  /** Said once: a server that speaks another language than the scenario thinks answers nothing. */
  #unreadable(connection: string, answer: Answer): void {
    if (this.#saidUnreadable) return;
    this.#saidUnreadable = true;
    const why = answer.kind === 'accepted' ? 'it carries no id' : (answer.reason ?? 'it carries no id');
    this.#note(`a message on ${connection} could not be read as an answer: ${why}`);
  }

  #note(text: string): void {
    const atUs = Math.ceil(this.#ports.scheduler.nowUs());
    this.#ports.emit({ kind: 'event', event: { kind: 'note', atUs, text } });
  }

  #watch(): void {
    const oldest = this.#sent[0];
    if (this.#watching !== null || oldest === undefined) return;
    const dueUs = oldest.sentAtUs + this.#settings.timeoutUs;
    this.#watching = this.#ports.scheduler.at(dueUs, () => this.#markOverdue());
  }

  /** Forgets the settled and marks the overdue, all in order of sending. */
  #markOverdue(): void {
    this.#watching = null;
    const limitUs = this.#ports.scheduler.nowUs() - this.#settings.timeoutUs;
    const overdueCount = this.#sent.findIndex((action) => action.sentAtUs > limitUs && !action.settled);
    const passed = overdueCount < 0 ? this.#sent : this.#sent.slice(0, overdueCount);
    this.#sent = overdueCount < 0 ? [] : this.#sent.slice(overdueCount);
    for (const action of passed) {
      if (action.settled) continue;
      action.overdue = true;
      this.#ports.emit({ kind: 'overdue', step: action.step });
      this.#done(action);
    }
    this.#watch();
  }
}

/** A user's own wire may throw: then the action never leaves, and this text says why. */
function encodeSafely(wire: Wire, request: WireRequest): Outbound | string {
  try {
    return wire.encode(request);
  } catch (error) {
    return `the wire could not write the action: ${messageOf(error)}`;
  }
}

/** A user's own wire may throw: then the server answered something that says nothing about the limiter. */
function decodeSafely(wire: Wire, inbound: Inbound): Decoded | null {
  try {
    return wire.decode(inbound);
  } catch (error) {
    if (inbound.kind !== 'ack') return null;
    return { answer: { kind: 'error', reason: `the wire could not read the answer: ${messageOf(error)}` } };
  }
}

function sendIdOf(inbound: Inbound): number | undefined {
  return inbound.kind === 'ack' ? inbound.sendId : undefined;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 150);
}
