import { Manager, type Socket } from 'socket.io-client';
import type { TransportSettings } from '../scenario/scenario.js';
import { addressOf } from './net/address.js';
import { withCookies } from './net/cookies.js';
import { guardOpening, guardPacket } from './net/engine-guard.js';
import { engineOptionsOf, enginesOf, namespaceOf, originOf, sizeOf } from './net/engine-options.js';
import { closeGraceMs, Connections, untilGone } from './net/gone.js';
import { Intake } from './net/intake.js';
import type { Environment } from './net/proxy.js';
import { pingThrough } from './net/ping.js';
import { errorReason, ownCloseReason, ownCutReason } from './net/reasons.js';
import { proxyRouteOf, straightRouteOf, type Route } from './net/route.js';
import { connectErrorReason, disconnectReason } from './net/socket-io-reasons.js';
import { Stage } from './net/stage.js';
import { tlsOptionsOf, type TlsOptions } from './net/tls.js';
import type { Connection, ConnectionListener, ConnectRequest, Outbound, Transport } from './transport.js';

/** Settings of the Socket.IO transport. Auth, headers and query come with each request, filled in per user. */
export type SocketIoSettings = Extract<TransportSettings, { kind: 'socket-io' }>;

/** What all connections of a transport share. */
interface Shared {
  readonly settings: SocketIoSettings;
  readonly env: Environment;
  readonly tls: TlsOptions;
  readonly connections: Connections;
}

type Engine = Manager['engine'];

/**
 * Socket.IO, protocol 5. Every user has a manager of its own: `io()` shares one per host, and then one
 * user's namespace rides another user's connection. The library's reconnects, retries, buffers and
 * acknowledgement timeouts are all off: they would hide or repeat what was sent.
 *
 * @throws Problem for TLS files that cannot be read.
 */
export function socketIoTransport(settings: SocketIoSettings, env: Environment = {}): Transport {
  const connections = new Connections();
  const shared: Shared = { settings, env, tls: tlsOptionsOf(settings.tls), connections };
  return {
    name: 'socket-io',
    connect: (request, listener) => connections.add(new SocketIoConnection(shared, request, listener)),
    close: () => connections.close(),
  };
}

/** A user's socket with the parts of the library under it. */
interface Parts {
  readonly manager: Manager;
  readonly socket: Socket;
  readonly engine: Engine;
  readonly route: Route | null;
}

class SocketIoConnection implements Connection {
  bytesIn = 0;
  bytesOut = 0;
  readonly #listener: ConnectionListener;
  readonly #connections: Connections;
  readonly #stage: Stage;
  readonly #intake = new Intake();
  #parts: Parts | null = null;
  /** From a handshake that offers WebSocket to the end of the change: engine.io buffers in between. */
  #upgrading = false;
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

  get state(): Connection['state'] {
    return this.#stage.state;
  }

  send(frame: Outbound): number {
    if (frame.kind !== 'event') throw new TypeError('Socket.IO has events, no frames');
    const socket = this.#parts?.socket;
    if (socket === undefined || !this.#isWritable()) return -1;
    const sendId = this.#sent++;
    if (frame.ack) {
      socket.emit(frame.event, ...frame.args, (...args: unknown[]) => {
        if (this.#parts !== null) this.#listener.message({ kind: 'ack', sendId, args });
      });
    } else {
      socket.emit(frame.event, ...frame.args);
    }
    // The library found the heartbeat overdue in this very call and kept the packet for later.
    if (socket.sendBuffer.length === 0) return sendId;
    socket.sendBuffer.length = 0;
    return -1;
  }

  /** By the WebSocket underneath: in protocol 5 only servers ping. Polling has none. */
  ping(pong: () => void): boolean {
    const { ws } = (this.#parts?.engine.transport ?? {}) as { ws?: unknown };
    return this.#isWritable() && pingThrough(ws, pong);
  }

  close(): Promise<void> {
    this.#stage.end(ownCloseReason);
    return this.#gone;
  }

  cut(): Promise<void> {
    // First the ground under the library's feet: its own goodbye finds no way any more.
    for (const socket of this.#intake.sockets) socket.terminate();
    this.#parts?.route?.cut();
    this.#stage.end(ownCutReason);
    return this.#gone;
  }

  stall(stalled: boolean): void {
    this.#stalled = stalled;
    if (this.#stage.state === 'open') this.#intake.stall(stalled);
  }

  /**
   * Whether an emit leaves in this turn. WebSocket counts as busy until the turn ends although it takes
   * more at once; polling is busy until the server has taken the last request.
   */
  #isWritable(): boolean {
    if (this.#parts === null || this.#upgrading || this.#stage.state !== 'open') return false;
    const { socket, engine } = this.#parts;
    if (!socket.connected || engine.readyState !== 'open') return false;
    return engine.transport.name === 'websocket' || engine.transport.writable;
  }

  #connect(shared: Shared, request: ConnectRequest): void {
    const { settings, env, tls } = shared;
    const address = addressOf(request, '');
    const engines = enginesOf(settings, request);
    const { cookies } = request;
    const isAsked = engines.includes('polling') || cookies !== undefined;
    const route = proxyRouteOf(address.url, env) ?? (isAsked ? straightRouteOf(address.url) : null);
    if (route !== null && cookies !== undefined) withCookies(route.agent, cookies);
    const manager = new Manager(originOf(address.url), {
      ...tls,
      ...engineOptionsOf(settings, address, engines),
      ...(route !== null && { agent: route.agent as unknown as string }),
    });
    // Our own timer covers the namespace's handshake too; the library's covers only the engine's.
    manager.timeout(false);
    const socket = manager.socket(namespaceOf(settings), { auth: { ...request.auth } });
    manager.on('packet', guardPacket);
    this.#listenToSocket(socket);
    socket.connect();
    this.#parts = { manager, socket, engine: manager.engine, route };
    this.#listenToEngine(manager.engine, engines);
  }

  #listenToSocket(socket: Socket): void {
    socket.on('connect', () => this.#settle());
    socket.on('connect_error', (error) => this.#stage.end(connectErrorReason(error)));
    socket.on('disconnect', (reason, details) => this.#stage.end(disconnectReason(reason, details)));
    // A server may also send a number for a name.
    socket.onAny((event: unknown, ...args: unknown[]) => {
      // What came with the handshake is handed out just before `connect` is.
      this.#open();
      if (this.#parts !== null) this.#listener.message({ kind: 'event', event: String(event), args });
    });
  }

  #listenToEngine(engine: Engine, engines: readonly string[]): void {
    this.#intake.add(engine.transport);
    engine.on('packetCreate', (packet) => {
      this.bytesOut += sizeOf(packet.data);
    });
    engine.on('packet', (packet) => {
      this.bytesIn += sizeOf(packet.data);
      if (!guardOpening(packet)) this.#stage.end('a handshake that cannot be read');
    });
    engine.on('handshake', ({ upgrades }) => {
      this.#upgrading = upgrades.some((name) => engines.includes(name));
    });
    engine.on('close', (reason, details) => {
      // The manager overlooks an end before the engine's handshake. What the library closes it explains itself.
      if (reason !== 'forced close') this.#stage.end(disconnectReason(reason, details));
    });
    engine.on('upgrading', (transport) => this.#intake.add(transport));
    engine.on('upgrade', () => this.#upgraded());
    engine.on('upgradeError', () => this.#upgraded());
  }

  #upgraded(): void {
    this.#upgrading = false;
    this.#settle();
  }

  /** Open for the listener when the namespace is connected and no change of transport is under way. */
  #settle(): void {
    if (this.#parts?.socket.connected === true && !this.#upgrading) this.#open();
  }

  #open(): void {
    if (this.#stalled) this.#intake.stall(true);
    this.#stage.open();
  }

  #release(last: Connection['state']): void {
    const parts = this.#parts;
    this.#parts = null;
    if (parts === null) return;
    const { manager, socket, engine, route } = parts;
    socket.offAny();
    socket.off();
    manager.off('packet', guardPacket);
    const gone = [...this.#intake.sockets].map(untilGone);
    this.#intake.release();
    socket.disconnect();
    engine.off('packet');
    engine.off('packetCreate');
    this.#gone = this.#connections.remove(this, allGone(gone, route, last));
  }
}

async function allGone(
  sockets: readonly Promise<void>[],
  route: Route | null,
  last: Connection['state'],
): Promise<void> {
  await Promise.all(sockets);
  // Requests of a connection that never opened have no last word to say.
  await route?.close(last === 'open' ? closeGraceMs : 0);
}
