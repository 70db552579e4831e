import type { Connection } from '../transport.js';

/** So long a server may take to answer the closing hand-shake. */
export const closeGraceMs = 1000;

/** What is needed of a WebSocket of the package `ws` to see it off, whoever opened it. */
export interface RawSocket {
  readonly readyState: number;
  on(event: 'error', listener: () => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  terminate(): void;
  pause(): void;
  resume(): void;
}

const closedState = 3;

/** Resolves when a closing WebSocket has closed; cuts it off when the server lets it wait. */
export function untilGone(socket: RawSocket): Promise<void> {
  if (socket.readyState === closedState) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), closeGraceMs);
    // What still goes wrong on a connection that nobody wants any more is of no interest.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** All connections of a transport: the open ones, and those let go that are not gone yet. */
export class Connections {
  readonly #open = new Set<Connection>();
  readonly #leaving = new Set<Promise<void>>();

  add(connection: Connection): Connection {
    if (connection.state !== 'closed') this.#open.add(connection);
    return connection;
  }

  /** Takes a connection out; the promise it hands back is the one given, remembered until it settles. */
  remove(connection: Connection, gone: Promise<void>): Promise<void> {
    this.#open.delete(connection);
    const tracked = gone.finally(() => this.#leaving.delete(tracked));
    this.#leaving.add(tracked);
    return tracked;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((connection) => connection.close()));
    while (this.#leaving.size > 0) await Promise.all(this.#leaving);
  }
}
