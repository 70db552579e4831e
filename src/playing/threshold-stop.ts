import type { Plan, Step } from '../plan/plan.js';
import type { Companion, RunHandle } from '../runtime/companion.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import { stopText } from '../thresholds/stop-text.js';
import type { Threshold } from '../thresholds/threshold.js';
import { ThresholdJudge } from './threshold-judge.js';
import { ThresholdPart } from './threshold-part.js';

/** Looks at thresholds while a run goes on, and stops it when one of them cannot hold any more. */
export interface ThresholdStop extends Companion {
  readonly signal: AbortSignal;
  take(event: RunEvent): void;
}

type Settled = Extract<RunEvent, { kind: 'settled' }>;

/** `null`: no threshold of the scenario may stop it. Every event costs some additions for each one that may. */
export function thresholdStop(scenario: Scenario, plan: Plan): ThresholdStop | null {
  const looking = scenario.thresholds.filter(({ abortAfterUs }) => abortAfterUs !== null);
  return looking.length === 0 ? null : new Stop(scenario, plan, looking);
}

/** Aborted when somebody stops the run, or a threshold does. */
export function eitherOf(stop: AbortSignal, stopper: ThresholdStop | null): AbortSignal {
  return stopper === null ? stop : AbortSignal.any([stop, stopper.signal]);
}

/** A class because it has a lifetime: from the first connection to the stop. */
class Stop implements ThresholdStop {
  readonly #controller = new AbortController();
  readonly #parts: readonly ThresholdPart[];
  readonly #judge: ThresholdJudge | null;
  readonly #connections = { attempted: 0, opened: 0, failed: 0, dropped: 0, reconnected: 0 };
  readonly #seen = new Set<string>();
  #judged = { decided: 0, correct: 0, violations: 0 };
  #run: RunHandle | null = null;

  constructor(scenario: Scenario, plan: Plan, looking: readonly Threshold[]) {
    this.#parts = looking.map((threshold) => new ThresholdPart(threshold, scenario, plan));
    const asksJudge = looking.some(({ metric }) => metric.startsWith('oracle.'));
    this.#judge = asksJudge ? new ThresholdJudge(scenario, plan) : null;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  start(run: RunHandle): void {
    this.#run = run;
    this.#look(null);
  }

  take(event: RunEvent): void {
    if (this.signal.aborted) return;
    switch (event.kind) {
      case 'started':
        for (const part of this.#parts) part.originUs = event.originUs;
        return;
      case 'sent':
        this.#judge?.sent(event);
        for (const part of this.#parts) part.sent(event.step, event.sentAtUs);
        return this.#look(event.step);
      case 'settled':
        return this.#settled(event);
      case 'event':
        this.#judge?.event(event.event);
        if (event.event.kind.startsWith('connection-')) this.#connected(event.event);
        return;
      // A late answer may still settle it.
      case 'overdue':
      case 'received':
      case 'measured':
        return;
    }
  }

  #settled(event: Settled): void {
    const { step } = event;
    this.#judge?.settled(event);
    for (const part of this.#parts) part.settled(event);
    this.#look(step);
  }

  #connected(event: Extract<RunEvent, { kind: 'event' }>['event']): void {
    const counts = this.#connections;
    if (event.kind === 'connection-opened') {
      counts.opened++;
      counts.attempted++;
      if (this.#seen.has(event.user)) counts.reconnected++;
      this.#seen.add(event.user);
    } else if (event.kind === 'connection-failed') {
      counts.failed++;
      counts.attempted++;
    } else if (event.kind === 'connection-lost') counts.dropped++;
    this.#look(null);
  }

  /** Looks at the part of each threshold that a step belongs to; before the start nobody can be told. */
  #look(step: Step | null): void {
    if (this.#run === null) return;
    const nowUs = this.#run.scheduler.nowUs();
    this.#judged = this.#judge?.verdictAt(nowUs) ?? this.#judged;
    const soFar = { connections: this.#connections, judged: this.#judged };
    for (const part of this.#parts) {
      if (!part.fails(step, nowUs - this.#run.originUs, soFar)) continue;
      const event = { kind: 'note', atUs: Math.ceil(nowUs), text: stopText(part.threshold) } as const;
      this.#run.emit({ kind: 'event', event });
      this.#controller.abort();
      return;
    }
  }
}
