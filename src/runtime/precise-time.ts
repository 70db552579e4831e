import type { Clock } from './clock.js';
import { QueuedTime } from './time-scheduler.js';

/** A timer is set this much early, because Node's may be a millisecond late; the rest is turned away in immediates. */
const wakeEarlyUs = 1500;
/** Node turns longer timers into 1 ms ones. */
const timerMsMax = 2 ** 31 - 1;

/**
 * Real time, precise: due times are absolute on the monotonic clock, so a late entry delays no
 * later one. One timer at most is armed, for the earliest entry; only the last
 * millisecond and a half before it is spent turning the event loop, so a sparse plan costs no CPU.
 */
export class PreciseTime extends QueuedTime {
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #armedUs = Infinity;
  #closed = false;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  nowUs(): number {
    return this.#clock.nowUs();
  }

  /** Stops the timers; what is queued never runs. */
  close(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#closed = true;
  }

  protected queued(dueUs: number): void {
    if (!this.#closed && dueUs < this.#armedUs) this.#arm(dueUs);
  }

  #arm(dueUs: number): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#armedUs = dueUs;
    const waitUs = dueUs - this.nowUs();
    if (waitUs > wakeEarlyUs) {
      const waitMs = Math.min(timerMsMax, Math.floor((waitUs - wakeEarlyUs) / 1000));
      this.#timer = setTimeout(() => this.#drain(), waitMs);
    } else {
      this.#immediate = setImmediate(() => this.#drain());
    }
  }

  /**
   * Runs all that is due. What becomes due meanwhile waits for the next turn, so that answers are read in
   * between. Work that throws is its owner's crash; the rest of the queue goes on all the same.
   */
  #drain(): void {
    const nowUs = this.nowUs();
    this.#armedUs = -1;
    try {
      for (;;) {
        const entry = this.queue.peek();
        if (this.#closed || entry === undefined || entry.dueUs > nowUs) break;
        this.queue.pop();
        entry.run();
      }
    } finally {
      this.#armedUs = Infinity;
      const next = this.queue.peek();
      if (next !== undefined) this.queued(next.dueUs);
    }
  }
}
