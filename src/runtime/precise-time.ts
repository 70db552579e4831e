import type { Alarm } from './alarm.js';
import type { Clock } from './clock.js';
import { QueuedTime } from './time-scheduler.js';

/** A timer is set this much early, because Node's may be a millisecond late; the rest is the alarm's. */
const wakeEarlyUs = 1500;
/** Node turns longer timers into 1 ms ones. */
const timerMsMax = 2 ** 31 - 1;

/**
 * Real time, precise: due times are absolute on the monotonic clock, so a late entry delays no
 * later one. One timer at most is armed, for the earliest entry, and it ends a little early; the last
 * millisecond and a half is slept through by an alarm. Without one, or before it is ready, that
 * little is spent turning the event loop. Either way a sparse plan costs no CPU.
 */
export class PreciseTime extends QueuedTime {
  readonly #clock: Clock;
  readonly #alarm: Alarm | null;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #armedUs = Infinity;
  #closed = false;

  /** Takes the alarm over: it is closed with this. */
  constructor(clock: Clock, alarm: Alarm | null = null) {
    super();
    this.#clock = clock;
    this.#alarm = alarm;
    alarm?.onRing(() => this.#drain());
  }

  nowUs(): number {
    return this.#clock.nowUs();
  }

  /** Stops the timers; what is queued never runs. */
  close(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#alarm?.close();
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
    } else if (waitUs > 0 && this.#alarm?.isReady === true) {
      this.#alarm.set(waitUs);
    } else {
      this.#immediate = setImmediate(() => this.#drain());
    }
  }

  /**
   * Runs all that is due. What becomes due meanwhile waits for the next turn, so that answers are read in
   * between. Work that throws is its owner's crash; the rest of the queue goes on all the same.
   */
  #drain(): void {
    if (this.#closed) return;
    const nowUs = this.nowUs();
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
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
