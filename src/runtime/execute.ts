import { Subject, type Observable } from 'rxjs';
import type { HistoryEvent } from '../history/action.js';
import type { Plan, Step } from '../plan/plan.js';
import { randomOf } from '../plan/random.js';
import { missingText } from '../session/missing-text.js';
import type { Gate, Traffic } from '../session/contract.js';
import { Session } from '../session/session.js';
import type { ConnectRequest, Transport } from '../transports/transport.js';
import type { Wire } from '../wires/wire.js';
import { cleanedEvent } from './cleaned.js';
import { Dispatch } from './dispatch.js';
import type { RunEvent } from './events.js';
import type { HarnessHealth, HealthWatch } from './health.js';
import { sendSteps, type SendingEnd } from './send-steps.js';
import type { TimeScheduler } from './time-scheduler.js';
import { timeline } from './timeline.js';

/** What to play, all names and durations resolved. */
export interface Performance {
  readonly plan: Plan;
  readonly wire: Wire;
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  readonly requestOf: (user: number) => ConnectRequest;
  readonly connectTimeoutUs: number;
  readonly timeoutUs: number;
  readonly overrun: 'send' | 'skip';
  readonly reconnectAfterUs: number | null;
  readonly maxDurationUs: number | null;
  /** Takes secrets out of what servers, networks and wires have said, before anybody sees it. */
  readonly clean: (text: string) => string;
}

/** The world: time, network, who watches, who may stop it. */
export interface RunPorts {
  readonly scheduler: TimeScheduler;
  readonly transport: Transport;
  /** Called once before anything happens; whoever wants the run's events subscribes here. */
  readonly watch: (events: Observable<RunEvent>) => void;
  /** Watches the generator itself for the length of the run. */
  readonly watchHealth: (report: (event: HistoryEvent) => void) => HealthWatch;
  /** Aborting stops gracefully: nothing more is sent, and answers get a moment to come in. */
  readonly stop: AbortSignal;
}

/** How a run went, besides its events. */
export interface Execution {
  readonly gate: Gate;
  readonly traffic: Traffic;
  /** The instant that the plan's 0 became. */
  readonly originUs: number;
  readonly harness: HarnessHealth;
  readonly ended: SendingEnd | 'nobody-connected';
}

/** How long answers may still come in after a stop. */
const stopGraceUs = 2_000_000;
/** Between the open gate and the first action: time for the timers to be armed. */
const leadUs = 1000;

/**
 * Plays a plan: connects everybody, sends each step at its time, waits for the last answers,
 * and closes everything, also after an error. The events tell the whole story.
 */
export async function execute(performance: Performance, ports: RunPorts): Promise<Execution> {
  const events = new Subject<RunEvent>();
  ports.watch(events.asObservable());
  const emit = (event: RunEvent): void => events.next(cleanedEvent(event, performance.clean));
  const run = new Run(performance, ports, emit);
  const health = ports.watchHealth((event) => emit({ kind: 'event', event }));
  try {
    const played = await run.play();
    return { ...played, harness: health.stop() };
  } finally {
    health.stop();
    await run.close();
    events.complete();
  }
}

/** One run's moving parts. A class because it has a lifetime. */
class Run {
  readonly #performance: Performance;
  readonly #ports: RunPorts;
  readonly #emit: (event: RunEvent) => void;
  readonly #session: Session;
  readonly #dispatch: Dispatch;
  readonly #timers: { unsubscribe(): void }[] = [];
  readonly #leaving: { unsubscribe(): void }[] = [];
  #idle: (() => void) | null = null;

  constructor(performance: Performance, ports: RunPorts, emit: (event: RunEvent) => void) {
    this.#performance = performance;
    this.#ports = ports;
    this.#emit = emit;
    const { scheduler, transport } = ports;
    const { plan } = performance;
    this.#session = new Session(
      {
        userNames: performance.userNames,
        connectAtUs: plan.header.connectAtUs,
        connectTimeoutUs: performance.connectTimeoutUs,
        reconnectAfterUs: performance.reconnectAfterUs,
        requestOf: performance.requestOf,
      },
      {
        nowUs: () => scheduler.nowUs(),
        at: (dueUs, work) => scheduler.at(dueUs, work),
        transport,
        random: randomOf(plan.header.seed, 'reconnects'),
      },
      {
        message: (_user, connection, inbound) => this.#dispatch.message(connection, inbound),
        lost: (_user, connection) => this.#dispatch.lost(connection),
        event: (event) => emit({ kind: 'event', event }),
      },
    );
    this.#dispatch = new Dispatch(
      {
        wire: performance.wire,
        timeoutUs: performance.timeoutUs,
        overrun: performance.overrun,
        userNames: performance.userNames,
        resourceNames: performance.resourceNames,
        phaseNames: plan.header.phases.map((phase) => phase.name),
      },
      { scheduler, seatOf: (user) => this.#session.seatOf(user), emit, idle: () => this.#idle?.() },
    );
  }

  async play(): Promise<Omit<Execution, 'harness'>> {
    const { scheduler, stop } = this.#ports;
    const gate = await this.#gate();
    const originUs = Math.ceil(scheduler.nowUs()) + leadUs;
    if (gate.missing.length > 0 && !stop.aborted) this.#note(missingText(gate));
    const ended = gate.connected === 0 ? 'nobody-connected' : await this.#playSteps(originUs);
    this.#session.giveUp();
    this.#dispatch.finish();
    const how = stop.aborted ? 'interrupted' : 'completed';
    this.#emit({ kind: 'event', event: { kind: 'finished', atUs: Math.ceil(scheduler.nowUs()), how } });
    return {
      gate,
      traffic: this.#session.traffic,
      originUs,
      ended: stop.aborted ? 'interrupted' : ended,
    };
  }

  /** Lets everybody in, unless it is stopped before or meanwhile. */
  async #gate(): Promise<Gate> {
    const { stop } = this.#ports;
    if (stop.aborted) return { missing: [], connected: 0 };
    const abort = (): void => this.#session.leaveAll();
    stop.addEventListener('abort', abort);
    try {
      return await this.#session.open();
    } finally {
      stop.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    for (const timer of [...this.#timers, ...this.#leaving]) timer?.unsubscribe();
    await this.#session.close();
  }

  async #playSteps(originUs: number): Promise<SendingEnd> {
    this.#emit({ kind: 'started', originUs });
    for (const phase of this.#performance.plan.header.phases) {
      const event = { kind: 'phase-started', atUs: originUs + phase.startUs, phase: phase.name } as const;
      this.#emit({ kind: 'event', event });
    }
    this.#performance.plan.header.keepUntilUs.forEach((keepUs, user) => {
      this.#leaveAt(originUs + keepUs, user);
    });
    const ended = await this.#send(originUs);
    const graceUs = ended === 'completed' ? this.#performance.timeoutUs : stopGraceUs;
    await this.#answersWithin(graceUs);
    return ended;
  }

  /** A connection stays until its user's last answer is in, however late that was sent or comes. */
  #leaveAt(dueUs: number, user: number): void {
    const { scheduler } = this.#ports;
    const leave = (): void => {
      const nowUs = scheduler.nowUs();
      const expects = this.#dispatch.owes(user) || nowUs < this.#dispatch.doubtUntilUs;
      if (expects) this.#leaveAt(nowUs + this.#performance.timeoutUs, user);
      else this.#session.leave(user);
    };
    this.#leaving[user]?.unsubscribe();
    this.#leaving[user] = scheduler.at(dueUs, leave);
  }

  #send(originUs: number): Promise<SendingEnd> {
    const { scheduler, stop } = this.#ports;
    const { plan, maxDurationUs } = this.#performance;
    const act = (step: Step): void => this.#dispatch.act(step);
    const untilUs = maxDurationUs === null ? null : originUs + maxDurationUs;
    return sendSteps(timeline(plan.steps(), scheduler, originUs), { scheduler, stop, untilUs, act });
  }

  /** Resolves when nothing is waited for any more, at the latest after `graceUs`. */
  async #answersWithin(graceUs: number): Promise<void> {
    const { scheduler } = this.#ports;
    const untilUs = scheduler.nowUs() + graceUs;
    if (this.#dispatch.waiting > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
        this.#timers.push(scheduler.at(untilUs, resolve));
      });
      this.#idle = null;
    }
    const { doubtUntilUs } = this.#dispatch;
    if (doubtUntilUs <= scheduler.nowUs()) return;
    await new Promise<void>((resolve) => {
      this.#timers.push(scheduler.at(Math.min(untilUs, doubtUntilUs), resolve));
    });
  }

  #note(text: string): void {
    const atUs = Math.ceil(this.#ports.scheduler.nowUs());
    this.#emit({ kind: 'event', event: { kind: 'note', atUs, text } });
  }
}
