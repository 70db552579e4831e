import { Manager, type Socket } from 'socket.io-client';
import type { TransportSettings } from '../scenario/scenario.js';
import { addressOf, type Address } from './net/address.js';
import { guardOpening, guardPacket } from './net/engine-guard.js';
import { closeGraceMs, Connections, untilGone, type RawSocket } from './net/gone.js';
import type { Environment } from './net/proxy.js';
import { pingThrough } from './net/ping.js';
import { errorReason, messageBytesMax, ownCloseReason } from './net/reasons.js';
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
type EngineTransport = Engine['transport'];

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
  readonly #raws = new Set<RawSocket>();
  #parts: Parts | null = null;
  /** From a handshake that offers WebSocket to the end of the change: engine.io buffers in between. */
  #upgrading = false;
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
    const polls = settings.transports.includes('polling');
    const route = proxyRouteOf(address.url, env) ?? (polls ? straightRouteOf(address.url) : null);
    const manager = new Manager(originOf(address.url), {
      ...tls,
      ...engineOptionsOf(settings, address),
      ...(route !== null && { agent: route.agent as unknown as string }),
    });
    // Our own timer covers the namespace's handshake too; the library's covers only the engine's.
    manager.timeout(false);
    const socket = manager.socket(namespaceOf(settings), { auth: { ...request.auth } });
    manager.on('packet', guardPacket);
    this.#listenToSocket(socket);
    socket.connect();
    this.#parts = { manager, socket, engine: manager.engine, route };
    this.#listenToEngine(manager.engine, settings);
  }

  #listenToSocket(socket: Socket): void {
    socket.on('connect', () => this.#settle());
    socket.on('connect_error', (error) => this.#stage.end(connectErrorReason(error)));
    socket.on('disconnect', (reason, details) => this.#stage.end(disconnectReason(reason, details)));
    // A server may also send a number for a name.
    socket.onAny((event: unknown, ...args: unknown[]) => {
      // What came with the handshake is handed out just before `connect` is.
      this.#stage.open();
      if (this.#parts !== null) this.#listener.message({ kind: 'event', event: String(event), args });
    });
  }

  #listenToEngine(engine: Engine, settings: SocketIoSettings): void {
    this.#keepRaw(engine.transport);
    engine.on('packetCreate', (packet) => {
      this.bytesOut += sizeOf(packet.data);
    });
    engine.on('packet', (packet) => {
      this.bytesIn += sizeOf(packet.data);
      if (!guardOpening(packet)) this.#stage.end('a handshake that cannot be read');
    });
    engine.on('handshake', ({ upgrades }) => {
      this.#upgrading = upgrades.some((name) => settings.transports.some((known) => known === name));
    });
    engine.on('close', (reason, details) => {
      // The manager overlooks an end before the engine's handshake. What the library closes it explains itself.
      if (reason !== 'forced close') this.#stage.end(disconnectReason(reason, details));
    });
    engine.on('upgrading', (transport) => this.#keepRaw(transport));
    engine.on('upgrade', () => this.#upgraded());
    engine.on('upgradeError', () => this.#upgraded());
  }

  #upgraded(): void {
    this.#upgrading = false;
    this.#settle();
  }

  /** Open for the listener when the namespace is connected and no change of transport is under way. */
  #settle(): void {
    if (this.#parts?.socket.connected === true && !this.#upgrading) this.#stage.open();
  }

  /** Remembers the WebSocket under a transport: only its `close` says that nothing is left open. */
  #keepRaw(transport: EngineTransport): void {
    const { ws } = transport as { ws?: RawSocket | null };
    if (ws !== undefined && ws !== null) this.#raws.add(ws);
  }

  #release(last: Connection['state']): void {
    const parts = this.#parts;
    this.#parts = null;
    if (parts === null) return;
    const { manager, socket, engine, route } = parts;
    socket.offAny();
    socket.off();
    manager.off('packet', guardPacket);
    const gone = [...this.#raws].map(untilGone);
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

function engineOptionsOf(
  settings: SocketIoSettings,
  address: Address,
): ConstructorParameters<typeof Manager>[1] {
  return {
    path: settings.path,
    transports: [...settings.transports],
    query: Object.fromEntries(address.url.searchParams),
    extraHeaders: address.headers,
    reconnection: false,
    autoConnect: false,
    transportOptions: { websocket: { maxPayload: messageBytesMax, perMessageDeflate: false } },
  };
}

function originOf(url: URL): string {
  const secure = url.protocol === 'https:' || url.protocol === 'wss:';
  return `${secure ? 'https' : 'http'}://${url.host}`;
}

function namespaceOf({ namespace }: SocketIoSettings): string {
  return namespace.startsWith('/') ? namespace : `/${namespace}`;
}

/** Payload bytes of a packet: text in UTF-8, or binary. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}
