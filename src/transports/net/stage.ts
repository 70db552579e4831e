import type { Connection, ConnectionListener } from '../transport.js';
import { timeoutReason } from './reasons.js';

/** Timers of Node run at once when asked for more. */
const timerMsMax = 2 ** 31 - 1;

/**
 * Where a connection is between connecting and closed, and what its listener has heard: `opened` at most
 * once, then exactly one of `failed` and `closed`. A class because it has a lifetime.
 */
export class Stage {
  readonly #listener: ConnectionListener;
  readonly #release: (last: Connection['state']) => void;
  readonly #timer: NodeJS.Timeout;
  #state: Connection['state'] = 'connecting';

  /** `release` frees the connection's means; it is called once, with the last state, before the listener hears of the end. */
  constructor(listener: ConnectionListener, timeoutMs: number, release: (last: Connection['state']) => void) {
    this.#listener = listener;
    this.#release = release;
    this.#timer = setTimeout(() => this.end(timeoutReason(timeoutMs)), Math.min(timeoutMs, timerMsMax));
  }

  get state(): Connection['state'] {
    return this.#state;
  }

  open(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    clearTimeout(this.#timer);
    this.#listener.opened();
  }

  end(reason: string): void {
    const last = this.#state;
    if (last === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#timer);
    this.#release(last);
    if (last === 'open') this.#listener.closed(reason);
    else this.#listener.failed(reason);
  }
}
