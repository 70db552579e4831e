import { QueuedTime } from './time-scheduler.js';

/** So many entries run before the event loop turns once: signals and other people's timers get their chance. */
const entriesBetweenTurns = 10_000;

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
   * that became ready is run to its end, however long its chain. `pending` counts work that is started
   * and neither settled nor asleep on this clock: time stands still until it is zero, so that work that
   * waits for something real (a file, a socket) holds time until it comes. `calm` is asked after each
   * entry: true says that it cannot have made any promise ready, which spares looking.
   */
  async run(
    pending: () => number = () => 0,
    done: () => boolean = () => false,
    calm: () => boolean = () => false,
  ): Promise<void> {
    await turned();
    for (let left = entriesBetweenTurns; !done(); left--) {
      const entry = this.queue.pop() ?? (await this.#lateEntry());
      if (entry === undefined) return;
      this.#nowUs = Math.max(this.#nowUs, Math.round(entry.dueUs));
      entry.run();
      if (!calm()) {
        await drained();
        while (pending() > 0) await turned();
      }
      if (left > 0) continue;
      left = entriesBetweenTurns;
      await turned();
    }
  }

  /** Before giving up on an empty queue: something real may be about to schedule something. */
  async #lateEntry(): Promise<ReturnType<typeof this.queue.pop>> {
    await turned();
    return this.queue.pop();
  }
}

/**
 * Resolves when no promise is ready any more: asked for inside a microtask, Node runs a tick only after
 * the whole queue of microtasks, with all that these put into it.
 */
function drained(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** Resolves after one turn of the event loop, and everything that came of it. */
async function turned(): Promise<void> {
  await new Promise((resume) => setImmediate(resume));
  await drained();
}
