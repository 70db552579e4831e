import type { Socket } from 'node:net';
import type { NetworkState } from './network-state.js';

/** More that is under way in one direction makes the sender wait, as a full pipe does. */
const underWayBytesMax = 4 * 1024 * 1024;

/** Something that goes one way: bytes, the end of them, or the end of everything, in order or not. */
type Parcel =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; arrived: boolean }
  | { readonly kind: 'end' | 'closed' | 'reset'; arrived: boolean };

export interface LaneSetup {
  readonly from: Socket;
  readonly to: Socket;
  readonly state: () => NetworkState;
  /** Something was swallowed: these two will never understand each other again. */
  readonly swallowed: () => void;
}

/** One direction of a connection through a proxy. A class because it lives as long as the connection. */
export class Lane {
  readonly #setup: LaneSetup;
  readonly #parcels: Parcel[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #underWayBytes = 0;
  #closed = false;

  constructor(setup: LaneSetup) {
    this.#setup = setup;
    const { from, to } = setup;
    from.on('data', (bytes: Buffer) => this.#take({ kind: 'bytes', bytes, arrived: false }));
    from.on('end', () => this.#take({ kind: 'end', arrived: false }));
    from.on('close', () => {
      this.#take({ kind: from.readableEnded ? 'closed' : 'reset', arrived: false });
    });
    to.on('drain', () => this.#deliver());
  }

  /** Forgets what is under way. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#parcels.length = 0;
  }

  #take(parcel: Parcel): void {
    if (this.#closed) return;
    const { mode, delayUs } = this.#setup.state();
    if (mode === 'half-open') return this.#setup.swallowed();
    this.#parcels.push(parcel);
    if (parcel.kind === 'bytes') this.#underWayBytes += parcel.bytes.length;
    if (delayUs === 0) return this.#arrive(parcel);
    if (this.#underWayBytes > underWayBytesMax) this.#setup.from.pause();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#arrive(parcel);
    }, delayUs / 1000);
    this.#timers.add(timer);
  }

  #arrive(parcel: Parcel): void {
    parcel.arrived = true;
    this.#deliver();
  }

  /** Hands on what has arrived, up to the first that has not, or for which there is no room. */
  #deliver(): void {
    const { from, to } = this.#setup;
    while (!this.#closed && !to.writableNeedDrain) {
      const [parcel] = this.#parcels;
      if (parcel === undefined || !parcel.arrived) break;
      this.#parcels.shift();
      this.#handOver(parcel);
    }
    if (this.#closed) return;
    const isFull = to.writableNeedDrain || this.#underWayBytes > underWayBytesMax;
    if (isFull) from.pause();
    else from.resume();
  }

  #handOver(parcel: Parcel): void {
    const { to, state, swallowed } = this.#setup;
    if (parcel.kind === 'bytes') this.#underWayBytes -= parcel.bytes.length;
    if (state().mode === 'half-open') return swallowed();
    switch (parcel.kind) {
      case 'bytes':
        return void to.write(parcel.bytes);
      case 'end':
        return void to.end();
      case 'closed':
        // What is written already still goes out.
        return to.destroySoon();
      case 'reset':
        return void to.resetAndDestroy();
    }
  }
}
