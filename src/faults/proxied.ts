import { connect, type Socket } from 'node:net';
import { Lane } from './lane.js';
import type { NetworkState } from './network-state.js';

export interface ProxiedSetup {
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  readonly state: () => NetworkState;
}

/** One connection through a proxy: the client's socket, one to the server, a lane each way. */
export class Proxied {
  /** Resolves when both sockets are closed. */
  readonly gone: Promise<void>;
  readonly #sockets: readonly Socket[];
  readonly #lanes: readonly Lane[];
  #isBroken = false;

  constructor({ client, target, state }: ProxiedSetup) {
    const server = connect({ ...target, allowHalfOpen: true, noDelay: true });
    client.setNoDelay(true);
    const swallowed = (): void => void (this.#isBroken = true);
    this.#sockets = [client, server];
    this.#lanes = [
      new Lane({ from: client, to: server, state, swallowed }),
      new Lane({ from: server, to: client, state, swallowed }),
    ];
    // What went wrong on one side the other one learns by its end.
    for (const socket of this.#sockets) socket.on('error', () => {});
    this.gone = this.#untilGone();
  }

  /** Whether something was swallowed, so that the rest makes no sense any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  async #untilGone(): Promise<void> {
    await Promise.all(this.#sockets.map(untilClosed));
    for (const lane of this.#lanes) lane.close();
  }

  /** Breaks it off on both sides. */
  cut(): void {
    for (const lane of this.#lanes) lane.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

function untilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => void socket.once('close', () => resolve()));
}
