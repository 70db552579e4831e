import { QueuedTime } from './time-scheduler.js';

/** How many microtask turns everybody gets between two entries: enough for a chain of plain awaits. */
const microtaskTurnsMin = 8;
/** How many microtask turns a pending handler gets before it must be waiting for real input. */
const microtaskTurnsMax = 1000;

/**
 * Virtual time: the clock jumps to the next due entry. The same run takes the same path each time,
 * because nothing here asks a real clock.
 */
export class VirtualTime extends QueuedTime {
  #nowUs = 0;

  nowUs(): number {
    return this.#nowUs;
  }

  protected queued(): void {}

  /**
   * Runs entries in order until none is left or `done` says so. Between two entries every promise
   * that became ready is run to its end: `pending` counts work that is started and neither settled nor
   * asleep on this clock, and time stands still until it is zero. Work that waits for something real
   * (a file, a socket) holds time still until it comes.
   */
  async run(pending: () => number = () => 0, done: () => boolean = () => false): Promise<void> {
    await settle(pending);
    while (!done()) {
      const entry = this.queue.pop() ?? (await this.#lateEntry());
      if (entry === undefined) return;
      this.#nowUs = Math.max(this.#nowUs, Math.round(entry.dueUs));
      entry.run();
      await settle(pending);
    }
  }

  /** Before giving up on an empty queue: a long chain of promises may be about to schedule something. */
  async #lateEntry(): Promise<ReturnType<typeof this.queue.pop>> {
    await new Promise((resume) => setImmediate(resume));
    return this.queue.pop();
  }
}

async function settle(pending: () => number): Promise<void> {
  for (let turn = 0; turn < microtaskTurnsMin || pending() > 0; turn++) {
    if (turn < microtaskTurnsMax) await Promise.resolve();
    else await new Promise((resume) => setImmediate(resume));
  }
}
