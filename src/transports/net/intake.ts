import type { RawSocket } from './gone.js';

const openState = 1;

/** The part of engine.io's polling that hands on what a poll brought, and then polls again. */
interface Polling {
  onData(data: unknown): void;
}

/**
 * What comes in on an engine.io connection, by whatever transports it has: it can be held up. WebSockets are
 * paused, so that TCP pushes back; what a poll brings is put aside, and no other poll follows it.
 */
export class Intake {
  /** The WebSockets underneath, those of a failed change too: only their `close` says that nothing is left open. */
  readonly sockets = new Set<RawSocket>();
  readonly #aside: (() => void)[] = [];
  #stalled = false;

  add(transport: object): void {
    const { ws } = transport as { ws?: RawSocket | null };
    if (ws !== undefined && ws !== null) this.sockets.add(ws);
    else this.#addPolling(transport as Polling);
  }

  stall(stalled: boolean): void {
    this.#stalled = stalled;
    for (const socket of this.sockets) {
      if (socket.readyState !== openState) continue;
      if (stalled) socket.pause();
      else socket.resume();
    }
    if (!stalled) for (const take of this.#aside.splice(0)) take();
  }

  /** What was put aside is lost; sockets flow again, so that a closing hand-shake can come in. */
  release(): void {
    this.#aside.length = 0;
    this.stall(false);
  }

  #addPolling(polling: Polling): void {
    const take = polling.onData.bind(polling);
    polling.onData = (data) => {
      if (this.#stalled) this.#aside.push(() => take(data));
      else take(data);
    };
  }
}
