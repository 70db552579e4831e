import type { PendingAction } from './pending.js';
import type { TimeScheduler } from './time-scheduler.js';

/** So many forgotten actions are kept before the list is made anew. */
const forgottenMost = 1024;

/**
 * Finds the actions whose timeout has passed, with one timer in all: everybody has the same timeout, so
 * the order of sending is the order of falling due. A class because it has a lifetime.
 */
export class OverdueWatch {
  readonly #scheduler: TimeScheduler;
  readonly #timeoutUs: number;
  readonly #overdue: (action: PendingAction) => void;
  /** In order of sending; those before `#first` are forgotten. */
  #sent: PendingAction[] = [];
  #first = 0;
  #timer: { unsubscribe(): void } | null = null;

  constructor(scheduler: TimeScheduler, timeoutUs: number, overdue: (action: PendingAction) => void) {
    this.#scheduler = scheduler;
    this.#timeoutUs = timeoutUs;
    this.#overdue = overdue;
  }

  /** To be told in order of sending. */
  add(action: PendingAction): void {
    this.#sent.push(action);
    this.#arm();
  }

  close(): void {
    this.#timer?.unsubscribe();
    this.#timer = null;
    this.#sent = [];
    this.#first = 0;
  }

  #arm(): void {
    const oldest = this.#sent[this.#first];
    if (this.#timer !== null || oldest === undefined) return;
    this.#timer = this.#scheduler.at(oldest.sentAtUs + this.#timeoutUs, () => this.#look());
  }

  /** Forgets the settled and reports the overdue. */
  #look(): void {
    this.#timer = null;
    const limitUs = this.#scheduler.nowUs() - this.#timeoutUs;
    for (;;) {
      const action = this.#sent[this.#first];
      if (action === undefined || (action.sentAtUs > limitUs && !action.settled)) break;
      this.#first++;
      if (!action.settled) this.#overdue(action);
    }
    if (this.#first > forgottenMost && this.#first * 2 > this.#sent.length) {
      this.#sent = this.#sent.slice(this.#first);
      this.#first = 0;
    }
    this.#arm();
  }
}
