import type { Step } from '../plan/plan.js';
import { randomOf } from '../plan/random.js';
import type { Gate } from '../session/contract.js';
import { missingText } from '../session/missing-text.js';
import { Session } from '../session/session.js';
import { Dispatch } from './dispatch.js';
import type { RunEvent } from './events.js';
import type { Execution, Performance, RunPorts } from './execute.js';
import { KeepingOn } from './keeping-on.js';
import { caughtUp, distrustSilent } from './caught-up.js';
import { sendSteps, type SendingEnd } from './send-steps.js';
import { tapOf, type Tap } from './taps.js';
import { timeline } from './timeline.js';

/** How long answers may still come in after a stop. */
const stopGraceUs = 2_000_000;
/** Between the open gate and the first action: time for the timers to be armed. */
const leadUs = 1000;

/** One run's moving parts. A class because it has a lifetime. */
export class Run {
  readonly #performance: Performance;
  readonly #ports: RunPorts;
  readonly #emit: (event: RunEvent) => void;
  readonly #session: Session;
  readonly #dispatch: Dispatch;
  readonly #tap: Tap | null;
  readonly #over = new AbortController();
  readonly #timers: { unsubscribe(): void }[] = [];
  #idle: (() => void) | null = null;

  constructor(performance: Performance, ports: RunPorts, emit: (event: RunEvent) => void) {
    this.#performance = performance;
    this.#ports = ports;
    this.#emit = emit;
    const { scheduler } = ports;
    const { delivery, plan } = performance;
    this.#session = this.#newSession();
    this.#tap = delivery === undefined ? null : tapOf(delivery, emit, () => scheduler.nowUs());
    this.#dispatch = new Dispatch(
      {
        wire: performance.wire,
        ...(performance.valuesOf !== undefined && { valuesOf: performance.valuesOf }),
        timeoutUs: performance.timeoutUs,
        overrun: performance.overrun,
        userNames: performance.userNames,
        resourceNames: performance.resourceNames,
        phaseNames: plan.header.phases.map((phase) => phase.name),
      },
      {
        scheduler,
        seatOf: (user, seat) => this.#session.seatOf(user, seat),
        emit,
        idle: () => this.#idle?.(),
      },
    );
  }

  async play(): Promise<Omit<Execution, 'harness'>> {
    const { scheduler, stop } = this.#ports;
    const gate = await this.#gate();
    const originUs = Math.ceil(scheduler.nowUs()) + leadUs;
    if (gate.missing.length > 0 && !stop.aborted) this.#note(missingText(gate));
    const nobodyComes = gate.connected === 0 && (gate.missing.length > 0 || stop.aborted);
    const ended = nobodyComes ? 'nobody-connected' : await this.#playSteps(originUs);
    await this.#farewell();
    this.#session.giveUp();
    this.#dispatch.finish();
    this.#tap?.finish();
    const how = stop.aborted ? 'interrupted' : 'completed';
    this.#emit({ kind: 'event', event: { kind: 'finished', atUs: Math.ceil(scheduler.nowUs()), how } });
    return {
      gate,
      traffic: this.#session.traffic,
      originUs,
      ended: stop.aborted ? 'interrupted' : ended,
    };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.unsubscribe();
    this.#over.abort();
    for (const companion of this.#ports.companions ?? []) await companion.close?.();
    await this.#session.close();
  }

  #newSession(): Session {
    const { scheduler, transport } = this.#ports;
    const { plan, userNames, connectTimeoutUs, reconnectAfterUs, requestOf, playing } = this.#performance;
    const { connectAtUs, sockets, arrivesAtUs, seed } = plan.header;
    return new Session(
      {
        userNames,
        connectAtUs,
        connectTimeoutUs,
        reconnectAfterUs,
        requestOf,
        ...(sockets !== undefined && { sockets }),
        ...(arrivesAtUs !== undefined && { arrivesAtUs }),
        ...(playing !== undefined && { playing }),
      },
      {
        nowUs: () => scheduler.nowUs(),
        at: (dueUs, work) => scheduler.at(dueUs, work),
        transport,
        random: randomOf(seed, 'reconnects'),
      },
      {
        message: (_user, connection, inbound, joined) => {
          if (joined) this.#dispatch.message(connection, inbound);
          this.#tap?.message(connection, inbound);
          for (const companion of this.#ports.companions ?? []) companion.message?.(connection, inbound);
        },
        lost: (_user, connection) => this.#dispatch.lost(connection),
        event: (event) => this.#emit({ kind: 'event', event }),
        measured: (measurement) => this.#emit({ kind: 'measured', ...measurement }),
      },
    );
  }

  /** Lets everybody in, unless it is stopped before or meanwhile. */
  async #gate(): Promise<Gate> {
    const { stop } = this.#ports;
    if (stop.aborted) return { missing: [], connected: 0 };
    return this.#unlessStopped(
      () => this.#session.open(),
      () => this.#session.leaveAll(),
    );
  }

  /** Where hooks have something to say at the end, they may, as long as nobody stops the run. */
  async #farewell(): Promise<void> {
    if (this.#performance.playing === undefined || this.#ports.stop.aborted) return;
    await this.#unlessStopped(
      () => this.#session.farewell(),
      () => this.#session.hurry(),
    );
  }

  async #unlessStopped<T>(work: () => Promise<T>, stopped: () => void): Promise<T> {
    const { stop } = this.#ports;
    stop.addEventListener('abort', stopped);
    try {
      return await work();
    } finally {
      stop.removeEventListener('abort', stopped);
    }
  }

  async #playSteps(originUs: number): Promise<SendingEnd> {
    this.#emit({ kind: 'started', originUs });
    for (const phase of this.#performance.plan.header.phases) {
      const event = { kind: 'phase-started', atUs: originUs + phase.startUs, phase: phase.name } as const;
      this.#emit({ kind: 'event', event });
    }
    const keeping = this.#keepOn(originUs);
    this.#session.awaitArrivals(originUs);
    this.#accompany(originUs);
    try {
      const ended = await this.#send(originUs);
      await this.#answersWithin(ended === 'completed' ? this.#performance.timeoutUs : stopGraceUs);
      await this.#settle();
      return ended;
    } finally {
      keeping.close();
    }
  }

  /** Users leave when they have nothing more to do, unless somebody still looks at what they get. */
  #keepOn(originUs: number): KeepingOn {
    const { plan, stays, delivery, timeoutUs } = this.#performance;
    const keeping = new KeepingOn({
      scheduler: this.#ports.scheduler,
      timeoutUs,
      expects: (user, nowUs) => this.#dispatch.owes(user) || nowUs < this.#dispatch.doubtUntilUs,
      leave: (user) => this.#session.leave(user),
    });
    plan.header.keepUntilUs.forEach((keepUs, user) => {
      if (delivery === undefined && stays?.(user) !== true) keeping.leaveAt(originUs + keepUs, user);
    });
    return keeping;
  }

  #accompany(originUs: number): void {
    const { scheduler, stop, companions = [] } = this.#ports;
    if (companions.length === 0) return;
    const emit = (event: RunEvent): void => {
      if (!this.#over.signal.aborted) this.#emit(event);
    };
    const ended = AbortSignal.any([stop, this.#over.signal]);
    const traffic = (): ReturnType<Session['soFar']> => this.#session.soFar();
    for (const companion of companions)
      companion.start?.({ originUs, scheduler, emit, users: this.#session, traffic, stop: ended });
  }

  #send(originUs: number): Promise<SendingEnd> {
    const { scheduler, stop } = this.#ports;
    const { plan, maxDurationUs } = this.#performance;
    const act = (step: Step): void => this.#dispatch.act(step);
    const untilUs = maxDurationUs === null ? null : originUs + maxDurationUs;
    return sendSteps(timeline(plan.steps(), scheduler, originUs), { scheduler, stop, untilUs, act });
  }

  /** What is still under way has its time to arrive, and whoever goes along does its last things. */
  async #settle(): Promise<void> {
    const { stop, companions = [] } = this.#ports;
    for (const companion of companions) await companion.answered?.();
    const { delivery } = this.#performance;
    if (delivery !== undefined && !stop.aborted) await this.#quiet(delivery.quietUs);
    for (const companion of companions) if (!stop.aborted) await companion.settled?.();
  }

  async #quiet(quietUs: number): Promise<void> {
    const { scheduler, stop } = this.#ports;
    const stopped = new Promise<void>((resolve) => {
      stop.addEventListener('abort', () => resolve(), { once: true, signal: this.#over.signal });
    });
    const passed = (us: number): Promise<void> =>
      new Promise((resolve) => void this.#timers.push(scheduler.at(scheduler.nowUs() + us, resolve)));
    await Promise.race([stopped, passed(quietUs).then(() => caughtUp(scheduler, passed))]);
    if (stop.aborted) return;
    const answered = distrustSilent(this.#session, this.#performance.timeoutUs, scheduler, this.#emit);
    await Promise.race([stopped, answered]);
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
