import type { Unsubscribable } from 'rxjs';
import { QueuedTime, type TimeScheduler } from './time-scheduler.js';

/**
 * Time as a generator lives it whose event loop stands still now and then: what is due inside a
 * stall runs at its end. For simulations of our own slowness.
 */
export class StalledTime extends QueuedTime {
  readonly #time: TimeScheduler;
  readonly #stalls: readonly { readonly fromUs: number; readonly toUs: number }[];

  constructor(time: TimeScheduler, stalls: readonly { readonly fromUs: number; readonly toUs: number }[]) {
    super();
    this.#time = time;
    this.#stalls = stalls;
  }

  nowUs(): number {
    return this.#time.nowUs();
  }

  override at(dueUs: number, work: () => void): Unsubscribable {
    return this.#time.at(this.#afterStalls(dueUs), work);
  }

  protected queued(dueUs: number): void {
    this.#time.at(this.#afterStalls(dueUs), () => this.queue.pop()?.run());
  }

  #afterStalls(dueUs: number): number {
    let atUs = dueUs;
    for (const stall of this.#stalls) if (atUs >= stall.fromUs && atUs < stall.toUs) atUs = stall.toUs;
    return atUs;
  }
}
