import type { ClientRequest } from 'node:http';
import type { Writable } from 'node:stream';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { TransportSettings } from '../scenario/scenario.js';
import { addressOf } from './net/address.js';
import { attachCookies } from './net/cookies.js';
import { closeGraceMs, Connections, untilGone } from './net/gone.js';
import type { Environment } from './net/proxy.js';
import { pingThrough } from './net/ping.js';
import { closeReason, errorReason, messageBytesMax, ownCloseReason, ownCutReason } from './net/reasons.js';
import { proxyRouteOf, type Route } from './net/route.js';
import { Stage } from './net/stage.js';
import { tlsOptionsOf, type TlsOptions } from './net/tls.js';
import type { Connection, ConnectionListener, ConnectRequest, Outbound, Transport } from './transport.js';

/** Settings of the plain WebSocket transport. Headers and query come with each request, filled in per user. */
export type WsSettings = Extract<TransportSettings, { kind: 'ws' }>;

/** What all connections of a transport share. */
interface Shared {
  readonly settings: WsSettings;
  readonly env: Environment;
  readonly tls: TlsOptions;
  readonly connections: Connections;
}

/**
 * Plain WebSocket, one connection per user. Compression is off (a load generator measures servers, not
 * zlib); a message over 16 MiB ends the connection.
 *
 * @throws Problem for TLS files that cannot be read.
 */
export function wsTransport(settings: WsSettings, env: Environment = {}): Transport {
  const connections = new Connections();
  const shared: Shared = { settings, env, tls: tlsOptionsOf(settings.tls), connections };
  return {
    name: 'ws',
    connect: (request, listener) => connections.add(new WsConnection(shared, request, listener)),
    close: () => connections.close(),
  };
}

class WsConnection implements Connection {
  bytesIn = 0;
  bytesOut = 0;
  readonly #listener: ConnectionListener;
  readonly #connections: Connections;
  readonly #stage: Stage;
  #route: Route | null = null;
  #socket: WebSocket | null = null;
  /** What the frames go through, once the server has agreed to speak WebSocket. */
  #network: Writable | null = null;
  #held = false;
  #stalled = false;
  #sent = 0;
  #gone: Promise<void> = Promise.resolve();

  constructor(shared: Shared, request: ConnectRequest, listener: ConnectionListener) {
    this.#listener = listener;
    this.#connections = shared.connections;
    this.#stage = new Stage(listener, request.timeoutMs, (last) => this.#release(last));
    try {
      this.#connect(shared, request);
    } catch (error) {
      queueMicrotask(() => this.#stage.end(errorReason(error)));
    }
  }

  /** A socket that is closing takes no frames any more, although its end has not been heard yet. */
  get state(): Connection['state'] {
    const { state } = this.#stage;
    return state === 'open' && this.#socket?.readyState !== WebSocket.OPEN ? 'closed' : state;
  }

  send(frame: Outbound): number {
    if (frame.kind === 'event') throw new TypeError('plain WebSocket has frames, no events');
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return -1;
    const data = frame.kind === 'text' ? frame.text : frame.bytes;
    this.bytesOut += Buffer.byteLength(data);
    this.#holdForThisTurn();
    socket.send(data);
    return this.#sent++;
  }

  ping(pong: () => void): boolean {
    const socket = this.#socket;
    return socket?.readyState === WebSocket.OPEN && pingThrough(socket, pong);
  }

  /** Frames of one turn of the event loop leave in one system call, at the end of that very turn. */
  #holdForThisTurn(): void {
    const network = this.#network;
    if (network === null || this.#held) return;
    this.#held = true;
    network.cork();
    queueMicrotask(() => {
      this.#held = false;
      network.uncork();
    });
  }

  close(): Promise<void> {
    this.#stage.end(ownCloseReason);
    return this.#gone;
  }

  cut(): Promise<void> {
    this.#socket?.terminate();
    this.#stage.end(ownCutReason);
    return this.#gone;
  }

  stall(stalled: boolean): void {
    this.#stalled = stalled;
    if (this.#stage.state !== 'open') return;
    if (stalled) this.#socket?.pause();
    else this.#socket?.resume();
  }

  #connect(shared: Shared, request: ConnectRequest): void {
    const { settings, env, tls } = shared;
    const { cookies } = request;
    const { url, headers } = addressOf(request, settings.path);
    this.#route = proxyRouteOf(url, env);
    const options: ClientOptions = {
      ...tls,
      headers,
      perMessageDeflate: false,
      maxPayload: messageBytesMax,
      ...(this.#route !== null && { agent: this.#route.agent }),
      ...(cookies !== undefined && {
        finishRequest: (asked: ClientRequest) => {
          attachCookies(asked, cookies);
          asked.end();
        },
      }),
    };
    const socket = new WebSocket(url, [...settings.subprotocols], options);
    this.#socket = socket;
    // Listening from the start: a push in the very packet of the hand-shake is not lost.
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('upgrade', (response) => (this.#network = response.socket));
    socket.on('open', () => {
      if (this.#stalled) socket.pause();
      this.#stage.open();
    });
    socket.on('error', (error) => this.#stage.end(errorReason(error)));
    socket.on('close', (code, words) => this.#stage.end(closeReason(code, words.toString())));
  }

  /** With ws's default binary type, messages are always buffers. */
  #receive(data: RawData, isBinary: boolean): void {
    const bytes = data as Buffer;
    this.bytesIn += bytes.length;
    this.#listener.message(isBinary ? { kind: 'bytes', bytes } : { kind: 'text', text: bytes.toString() });
  }

  #release(last: Connection['state']): void {
    const socket = this.#socket;
    const route = this.#route;
    this.#socket = null;
    if (socket === null) return;
    socket.removeAllListeners();
    // The server's part of the closing hand-shake has to come in.
    if (socket.readyState === WebSocket.OPEN) socket.resume();
    const gone = untilGone(socket);
    socket.close();
    this.#gone = this.#connections.remove(
      this,
      gone.then(() => route?.close(last === 'open' ? closeGraceMs : 0)),
    );
  }
}
