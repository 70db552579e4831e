import { Subscription, type SchedulerAction, type SchedulerLike, type Unsubscribable } from 'rxjs';
import { DueQueue, type Due } from './due-queue.js';

/** An RxJS scheduler that also speaks absolute microseconds, so that nothing drifts. */
export interface TimeScheduler extends SchedulerLike {
  /** Microseconds since the run's origin; integer in virtual time, with fractions in real time. */
  nowUs(): number;
  /** Runs `work` once at an absolute instant, never earlier. */
  at(dueUs: number, work: () => void): Unsubscribable;
}

type Work<T> = (this: SchedulerAction<T>, state?: T) => void;

/**
 * One scheduled piece of work, in RxJS's shape. RxJS operators that repeat (`timer`, `interval`)
 * call `schedule` from inside their work; the same entry is then queued anew, because a chain of
 * child subscriptions would overflow the stack after some thousand rounds.
 */
class DueAction<T> extends Subscription implements Due, SchedulerAction<T> {
  dueUs = 0;
  order = 0;
  #queued = true;
  #state: T | undefined;
  readonly #work: Work<T>;
  readonly #enqueue: (action: DueAction<T>, delayMs: number) => void;

  constructor(work: Work<T>, state: T | undefined, enqueue: (action: DueAction<T>, delayMs: number) => void) {
    super();
    this.#work = work;
    this.#state = state;
    this.#enqueue = enqueue;
  }

  get cancelled(): boolean {
    return this.closed;
  }

  run(): void {
    this.#queued = false;
    this.#work(this.#state);
    if (!this.#queued) this.unsubscribe();
  }

  schedule(state?: T, delayMs = 0): Subscription {
    if (this.closed) return this;
    if (this.#queued) throw new Error('this work is already scheduled; schedule anew from inside it');
    this.#queued = true;
    this.#state = state;
    this.#enqueue(this, delayMs);
    return this;
  }
}

/** Work at one instant, and never again: without a subscription's weight, because every action has some. */
class DueOnce implements Due, Unsubscribable {
  readonly dueUs: number;
  readonly order: number;
  cancelled = false;
  readonly run: () => void;

  constructor(dueUs: number, order: number, run: () => void) {
    this.dueUs = dueUs;
    this.order = order;
    this.run = run;
  }

  unsubscribe(): void {
    this.cancelled = true;
  }
}

/** What the queue holds: work of any state type. */
interface Runnable extends Due {
  run(): void;
}

/** The queue and the RxJS surface that virtual and precise time share. */
export abstract class QueuedTime implements TimeScheduler {
  protected readonly queue = new DueQueue<Runnable>();
  #order = 0;

  abstract nowUs(): number;
  /** Called after something was queued. */
  protected abstract queued(dueUs: number): void;

  now(): number {
    return this.nowUs() / 1000;
  }

  at(dueUs: number, work: () => void): Unsubscribable {
    const entry = new DueOnce(dueUs, this.#order++, work);
    this.queue.push(entry);
    this.queued(dueUs);
    return entry;
  }

  schedule<T>(work: Work<T>, delayMs = 0, state?: T): Subscription {
    const action = new DueAction<T>(work, state, (again, nextMs) =>
      this.#enqueue(again, this.#dueUs(nextMs)),
    );
    this.#enqueue(action, this.#dueUs(delayMs));
    return action;
  }

  #dueUs(delayMs: number): number {
    // Rounded to the nanosecond, because 0.123 ms times 1000 is not 123 in binary.
    return this.nowUs() + Math.max(0, Math.round(delayMs * 1e6) / 1e3);
  }

  #enqueue<T>(action: DueAction<T>, dueUs: number): void {
    action.dueUs = dueUs;
    action.order = this.#order++;
    this.queue.push(action);
    this.queued(dueUs);
  }
}
