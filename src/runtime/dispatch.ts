import { openReasons, type Outcome } from '../history/outcome.js';
import type { Step } from '../plan/plan.js';
import type { ActionValues } from '../plan/values.js';
import type { Seat } from '../session/contract.js';
import type { Inbound, Outbound } from '../transports/transport.js';
import type { Decoded, Wire, WireRequest } from '../wires/wire.js';
import type { RunEvent } from './events.js';
import { firstRequestId } from './request-id.js';
import { OverdueWatch } from './overdue.js';
import { PendingAnswers, type PendingAction } from './pending.js';
import { Remarks } from './remarks.js';
import { decodeSafely, encodeSafely, messageOf } from './safe-wire.js';
import type { TimeScheduler } from './time-scheduler.js';
import { Waiting } from './waiting.js';

export interface DispatchSettings {
  readonly wire: Wire;
  /** What is drawn for an action, by its number; absent: nothing. */
  readonly valuesOf?: (action: number) => ActionValues;
  readonly timeoutUs: number;
  readonly overrun: 'send' | 'skip';
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  readonly phaseNames: readonly string[];
}

export interface DispatchPorts {
  readonly scheduler: TimeScheduler;
  /** The user's connection that actions go from; `seat` says which, where it has several. */
  readonly seatOf: (user: number, seat: number) => Seat | null;
  readonly emit: (event: RunEvent) => void;
  /** Called each time nothing is waited for any more. */
  readonly idle: () => void;
}

/**
 * Sends steps and gives each exactly one outcome. Open loop: an answer that is late delays no
 * other user's action, and by default not the user's own next one either.
 */
export class Dispatch {
  readonly #settings: DispatchSettings;
  readonly #ports: DispatchPorts;
  readonly #lines = new Map<string, PendingAnswers>();
  readonly #overdue: OverdueWatch;
  readonly #waiting: Waiting;
  readonly #remarks: Remarks;
  #finished = false;
  #doubtUntilUs = -Infinity;
  /** Steps taken and steps with an outcome: the same number in the end. */
  #taken = 0;
  #settled = 0;

  constructor(settings: DispatchSettings, ports: DispatchPorts) {
    this.#settings = settings;
    this.#ports = ports;
    const { scheduler, emit } = ports;
    this.#waiting = new Waiting(settings.userNames.length);
    this.#remarks = new Remarks(
      () => scheduler.nowUs(),
      (event) => emit({ kind: 'event', event }),
    );
    this.#overdue = new OverdueWatch(scheduler, settings.timeoutUs, (action) => {
      this.#waiting.overdue(action);
      emit({ kind: 'overdue', step: action.step });
      this.#checkIdle();
    });
  }

  /** Actions that are sent, not settled and not overdue. */
  get waiting(): number {
    return this.#waiting.total;
  }

  /** Whether an answer to this user may still come, however late. */
  owes(user: number): boolean {
    return this.#waiting.owes(user);
  }

  /** Until when an answer too many may show that answers without ids went astray; `-Infinity` without such a doubt. */
  get doubtUntilUs(): number {
    return this.#doubtUntilUs;
  }

  /** Sends a step now, or writes down why not. */
  act(step: Step): void {
    this.#taken++;
    const seat = this.#ports.seatOf(step.user, step.seat ?? 0);
    if (seat === null) return this.#drop(step, '', 'not connected');
    if (this.#settings.overrun === 'skip' && this.#waiting.for(step.user)) {
      return this.#drop(step, seat.id, 'still waits for its last answer');
    }
    const line = this.#lineOf(seat.id);
    const obstacle = this.#obstacleOf(line);
    if (obstacle !== null) return this.#drop(step, seat.id, obstacle);
    const requestId = step.id + firstRequestId;
    const frame = encodeSafely(this.#settings.wire, this.#requestOf(step, requestId), seat.act);
    if (typeof frame === 'string') return this.#drop(step, seat.id, frame);
    this.#send(step, seat, line, frame, requestId);
  }

  /** Takes what arrived on a connection. The clock is read before anything else is done. */
  message(connection: string, inbound: Inbound): void {
    const settledAtUs = Math.ceil(this.#ports.scheduler.nowUs());
    const { wire } = this.#settings;
    if (this.#finished || (wire.correlation === 'ack' && inbound.kind !== 'ack')) return;
    const decoded = decodeSafely(wire, inbound);
    if (decoded === null) return;
    const line = this.#lineOf(connection);
    if (line.untrusted) return;
    const sendId = inbound.kind === 'ack' ? inbound.sendId : undefined;
    const action = line.take({ sendId, requestId: decoded.id });
    if (action === undefined) return this.#stray(connection, line, decoded);
    if (wire.correlation === 'order' && line.isDoubtful(decoded.answer.kind, settledAtUs)) {
      this.#doubtUntilUs = settledAtUs + this.#settings.timeoutUs;
    }
    this.#settle(action, settledAtUs, decoded.answer);
  }

  /** The connection is gone: what waits on it will never be answered. */
  lost(connection: string): void {
    const line = this.#lines.get(connection);
    if (line === undefined) return;
    this.#lines.delete(connection);
    this.#resolveDoubt(connection, line);
    for (const action of line.takeAll()) {
      this.#settle(action, null, { kind: 'unknown', reason: 'connection lost' });
    }
  }

  /**
   * The run is over: what was not answered stays unknown.
   *
   * @throws Error when a step has no outcome or two, which would be a bug of ours.
   */
  finish(): void {
    this.#finished = true;
    this.#overdue.close();
    for (const [connection, line] of this.#lines) {
      this.#resolveDoubt(connection, line);
      for (const action of line.takeAll()) {
        const reason = action.overdue ? openReasons.overdue : openReasons.open;
        this.#settle(action, null, { kind: 'unknown', reason });
      }
    }
    this.#lines.clear();
    this.#remarks.finish();
    if (this.#settled !== this.#taken) {
      throw new Error(`${this.#taken} steps were taken and ${this.#settled} outcomes written down`);
    }
  }

  #send(step: Step, seat: Seat, line: PendingAnswers, frame: Outbound, requestId: number): void {
    // Read as late as can be before the emit: every microsecond here widens the window.
    const sentAtUs = Math.floor(this.#ports.scheduler.nowUs());
    let sendId = -1;
    let failure: string | null = null;
    try {
      sendId = seat.connection.send(frame);
    } catch (error) {
      failure = `the transport failed to send it: ${messageOf(error)}`;
    }
    if (sendId < 0 && failure === null) return this.#drop(step, seat.id, 'not connected');
    const connection = seat.id;
    const action = { step, sentAtUs, connection, sendId, requestId, overdue: false, settled: false };
    this.#waiting.sent(action);
    this.#ports.emit({ kind: 'sent', step, sentAtUs, connection });
    // Nobody can say whether it left before the transport failed.
    if (failure !== null) return this.#settle(action, null, { kind: 'unknown', reason: failure });
    line.add(action);
    this.#overdue.add(action);
  }

  /** Why nothing may be sent on a connection now, although it is open. */
  #obstacleOf(line: PendingAnswers): string | null {
    if (this.#settings.wire.correlation !== 'order') return null;
    if (line.untrusted) return 'answers carry no id, and this connection had one too many';
    return line.size > 0 ? 'answers carry no id and one is still awaited on this connection' : null;
  }

  #lineOf(connection: string): PendingAnswers {
    let line = this.#lines.get(connection);
    if (line === undefined) {
      line = new PendingAnswers(this.#settings.wire.correlation);
      this.#lines.set(connection, line);
    }
    return line;
  }

  #requestOf(step: Step, id: number): WireRequest {
    const { userNames, resourceNames, phaseNames, valuesOf } = this.#settings;
    return {
      id,
      user: userNames[step.user] ?? '',
      resource: resourceNames[step.resource] ?? '',
      step: step.step,
      action: step.action ?? 'act',
      phase: phaseNames[step.phase] ?? '',
      ...(valuesOf !== undefined && { values: valuesOf(step.id) }),
    };
  }

  #drop(step: Step, connection: string, reason: string): void {
    const outcome: Outcome = { kind: 'dropped', reason };
    this.#settled++;
    this.#ports.emit({ kind: 'settled', step, sentAtUs: null, settledAtUs: null, outcome, connection });
  }

  #settle(action: PendingAction, settledAtUs: number | null, outcome: Outcome): void {
    const { step, sentAtUs, connection } = action;
    this.#settled++;
    this.#waiting.settled(action);
    this.#ports.emit({ kind: 'settled', step, sentAtUs, settledAtUs, outcome, connection });
    this.#checkIdle();
  }

  #checkIdle(): void {
    if (this.#waiting.total === 0) this.#ports.idle();
  }

  /** An answer that no action waits for. Without ids it shows that answers have gone to the wrong actions. */
  #stray(connection: string, line: PendingAnswers, { id, answer }: Decoded): void {
    const { correlation } = this.#settings.wire;
    if (correlation === 'order') this.#distrust(connection, line, 'it had one too many');
    else if (correlation === 'id' && id === undefined) this.#remarks.unreadable(connection, answer);
    else this.#remarks.stray(connection);
  }

  /** A connection that may have had an answer too many, and ends before anybody can tell. */
  #resolveDoubt(connection: string, line: PendingAnswers): void {
    const { doubtfulAtUs, untrusted } = line;
    if (doubtfulAtUs === null || untrusted) return;
    if (this.#ports.scheduler.nowUs() >= doubtfulAtUs + this.#settings.timeoutUs) return;
    this.#distrust(connection, line, 'it ended too soon after a message that may have been no answer');
  }

  #distrust(connection: string, line: PendingAnswers, why: string): void {
    line.untrusted = true;
    this.#remarks.untrusted(connection, why);
  }
}
