import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server as SocketIoServer } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';
import { socketIoTransport, wsTransport, type Environment } from '../../src/transports/index.js';
import type { SocketIoSettings, WsSettings } from '../../src/transports/index.js';
import type { Inbound, Outbound, Transport } from '../../src/transports/transport.js';

/** A real server with what a test wants to see of it, and the transport that fits. */
export interface Stand {
  readonly kind: 'socket-io' | 'ws';
  readonly url: string;
  readonly port: number;
  transport(): Transport;
  /** A frame that the server answers with the same content. */
  ask(content: string | Uint8Array): Outbound;
  /** A frame that the server only writes down. */
  say(text: string): Outbound;
  /** A frame that the server answers when `releaseHeld` is called. */
  hold(text: string): Outbound;
  releaseHeld(): void;
  contentOf(inbound: Inbound): unknown;
  /** What the server was told, in order. */
  readonly heard: string[];
  /** How connections ended as the server saw it: by a word of the client's, or without one. */
  readonly ends: ('orderly' | 'abrupt')[];
  /** TCP connections open at the server. */
  readonly sockets: Set<TcpSocket>;
  /** Users connected, as the server counts them. */
  users(): number;
  /** Resets every TCP connection, now and from now on. */
  kill(): void;
  /** False where one send has to wait for the last one (polling). */
  readonly pipelines: boolean;
  push(text: string): void;
  /** The server closes every connection in the orderly way. */
  dismiss(): void;
  closed(): Promise<void>;
  close(): Promise<void>;
}

export const plainTls = { caFile: null, certFile: null, keyFile: null, insecure: false };

export const socketIoSettings: SocketIoSettings = {
  kind: 'socket-io',
  namespace: '/',
  path: '/socket.io',
  transports: ['websocket'],
  auth: {},
  query: {},
  headers: {},
  tls: plainTls,
};

export const wsSettings: WsSettings = {
  kind: 'ws',
  path: '/',
  subprotocols: [],
  query: {},
  headers: {},
  tls: plainTls,
};

export interface StandOptions<Settings> {
  readonly settings?: Partial<Settings>;
  readonly tls?: ServerOptions;
  readonly env?: Environment;
  /** Pushed to every connection as soon as the server knows it. */
  readonly greetings?: readonly string[];
}

async function listen(tls: ServerOptions | undefined) {
  const http: Server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  const sockets = new Set<TcpSocket>();
  let dead = false;
  http.on('connection', (socket: TcpSocket) => {
    if (dead) socket.resetAndDestroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    http,
    sockets,
    port,
    kill: () => {
      dead = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    closed: async () => {
      while (sockets.size > 0) {
        const [socket] = sockets;
        if (socket !== undefined) await once(socket, 'close');
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (!http.listening) return;
      http.close();
      await once(http, 'close');
    },
  };
}

export async function socketIoStand(
  options: StandOptions<SocketIoSettings> = {},
): Promise<Stand & { io: SocketIoServer }> {
  const { http, close, ...base } = await listen(options.tls);
  const io = new SocketIoServer(http, { maxHttpBufferSize: 1e8, serveClient: false });
  const heard: string[] = [];
  const ends: Stand['ends'] = [];
  const held: (() => void)[] = [];
  const names = [...new Set(['/', '/chat', options.settings?.namespace ?? '/'])];
  for (const name of names) {
    io.of(name).on('connection', (socket) => {
      for (const text of options.greetings ?? []) socket.emit('greeting', text);
      socket.on('disconnect', (reason) =>
        ends.push(reason === 'client namespace disconnect' ? 'orderly' : 'abrupt'),
      );
      socket.on('ask', (content: unknown, answer: (content: unknown) => void) => {
        if (typeof content === 'string') heard.push(content);
        answer(content);
      });
      socket.on('say', (text: string) => void heard.push(text));
      socket.on('hold', (text: string, answer: (text: string) => void) => {
        held.push(() => answer(text));
        socket.emit('holding', text);
      });
    });
  }
  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    ...base,
    io,
    users: () => io.engine.clientsCount,
    pipelines: options.settings?.transports?.includes('websocket') ?? true,
    kind: 'socket-io',
    url: `${scheme}://127.0.0.1:${base.port}`,
    heard,
    ends,
    transport: () => socketIoTransport({ ...socketIoSettings, ...options.settings }, options.env),
    ask: (content) => ({ kind: 'event', event: 'ask', args: [content], ack: true }),
    say: (text) => ({ kind: 'event', event: 'say', args: [text], ack: false }),
    hold: (text) => ({ kind: 'event', event: 'hold', args: [text], ack: true }),
    releaseHeld: () => held.splice(0).forEach((release) => release()),
    contentOf: (inbound) => ('args' in inbound ? inbound.args[0] : undefined),
    push: (text) => void io.of(options.settings?.namespace ?? '/').emit('news', text),
    dismiss: () => names.forEach((name) => io.of(name).disconnectSockets(true)),
    close: async () => {
      io.engine.close();
      await close();
    },
  };
}

export async function wsStand(
  options: StandOptions<WsSettings> = {},
): Promise<Stand & { wss: WebSocketServer }> {
  const { http, close, ...base } = await listen(options.tls);
  const wss = new WebSocketServer({ server: http, maxPayload: 1e8 });
  const heard: string[] = [];
  const ends: Stand['ends'] = [];
  const held: (() => void)[] = [];
  wss.on('connection', (socket: WebSocket) => {
    for (const text of options.greetings ?? []) socket.send(text);
    socket.on('close', (code) => ends.push(code === 1006 ? 'abrupt' : 'orderly'));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return socket.send(data);
      const [verb, text] = splitOnce(data.toString());
      if (verb === 'say' || verb === 'ask') heard.push(text);
      if (verb === 'ask') socket.send(text);
      if (verb !== 'hold') return;
      held.push(() => socket.send(text));
      socket.send('holding');
    });
  });
  const scheme = options.tls === undefined ? 'ws' : 'wss';
  return {
    ...base,
    wss,
    users: () => wss.clients.size,
    pipelines: true,
    kind: 'ws',
    url: `${scheme}://127.0.0.1:${base.port}`,
    heard,
    ends,
    transport: () => wsTransport({ ...wsSettings, ...options.settings }, options.env),
    ask: (content) =>
      typeof content === 'string'
        ? { kind: 'text', text: `ask ${content}` }
        : { kind: 'bytes', bytes: content },
    say: (text) => ({ kind: 'text', text: `say ${text}` }),
    hold: (text) => ({ kind: 'text', text: `hold ${text}` }),
    releaseHeld: () => held.splice(0).forEach((release) => release()),
    contentOf: (inbound) => {
      if (inbound.kind === 'text') return inbound.text;
      return inbound.kind === 'bytes' ? inbound.bytes : undefined;
    },
    push: (text) => wss.clients.forEach((client) => client.send(text)),
    dismiss: () => wss.clients.forEach((client) => client.close(4001, 'kicked')),
    close: async () => {
      wss.close();
      await close();
    },
  };
}

function splitOnce(text: string): [string, string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}
