import type { Connection } from '../transports/transport.js';
import type { Traffic } from './contract.js';

/** Ends that are under way, and what went over the wire before them. */
export class Closings {
  readonly traffic: Traffic = { bytesIn: 0, bytesOut: 0 };
  readonly #underWay = new Set<Promise<void>>();

  /** Closes a connection for good. */
  close(connection: Connection): void {
    this.traffic.bytesIn += connection.bytesIn;
    this.traffic.bytesOut += connection.bytesOut;
    this.add(connection.close());
  }

  /** An end that fails leaves nothing open either. */
  add(ending: Promise<void>): void {
    const done = settled(ending).finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Resolves when none is under way any more, those that others have led to included. */
  async over(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}

async function settled(ending: Promise<void>): Promise<void> {
  try {
    await ending;
  } catch {
    // It is over all the same.
  }
}
