import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket as TcpSocket } from 'node:net';
import { Server as SocketIoServer } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';

/** Which transport a server speaks. */
export type Kind = 'socket-io' | 'ws';

/** One action as it arrives at a server of these tests. */
export interface Vote {
  readonly id?: number;
  readonly user: string;
  readonly resource: string;
}

/** What a server may do with one action. */
export interface Back {
  /** Answers in the way of the transport: the acknowledgement, or a frame that repeats the id. */
  readonly answer: (body: unknown) => void;
  /** Answers with a frame as it is; over Socket.IO the acknowledgement's only argument. */
  readonly raw: (text: string) => void;
  /** Says something to this user that answers nothing. */
  readonly push: (body: unknown) => void;
  /** Emits any event to this user; over Socket.IO only. */
  readonly emit: (event: string, body: unknown) => void;
  /** Ends this user's connection. */
  readonly close: () => void;
  /** What the user showed when connecting: query, auth and headers, as text. */
  readonly shown: string;
}

/** What a server does with actions. */
export type FarEnd = (vote: Vote, back: Back) => void;

export interface ServerSetup {
  readonly tls?: ServerOptions;
  /** Refuses everybody for this reason: in a middleware, or with HTTP 401. */
  readonly refuse?: (shown: string) => string;
  readonly port?: number;
}

/** A real server on the loopback interface, with what tests want to know of it. */
export interface TestServer {
  readonly url: string;
  /** TCP connections open at the server. */
  readonly sockets: ReadonlySet<TcpSocket>;
  /** When each user's connection ended, as the server saw it, in milliseconds of `performance.now()`. */
  readonly ends: ReadonlyMap<string, number>;
  /** Emits any event to everybody; over Socket.IO only. */
  emit(event: string, body: unknown): void;
  /** Resolves when no connection is open. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server of either kind. */
export function startTestServer(kind: Kind, farEnd: FarEnd, setup: ServerSetup = {}): Promise<TestServer> {
  return kind === 'ws' ? startWs(farEnd, setup) : startSocketIo(farEnd, setup);
}

/** A correct cooldown on each resource: accepts, and refuses for so long after each accept. */
export function cooldownOf(everyMs: number): (vote: Vote) => Record<string, unknown> {
  const acceptedAtMs = new Map<string, number>();
  return ({ resource }) => {
    const nowMs = performance.now();
    const restMs = (acceptedAtMs.get(resource) ?? -Infinity) + everyMs - nowMs;
    if (restMs > 0) return { ok: false, error: 'cooldown', retryAfterMs: restMs };
    acceptedAtMs.set(resource, nowMs);
    return { ok: true };
  };
}

async function startSocketIo(farEnd: FarEnd, setup: ServerSetup): Promise<TestServer> {
  const { http, ...base } = await listen(setup);
  const io = new SocketIoServer(http, { maxHttpBufferSize: 1e8, serveClient: false });
  io.use((socket, next) => {
    const shown = JSON.stringify(socket.handshake);
    next(setup.refuse === undefined ? undefined : new Error(setup.refuse(shown)));
  });
  io.on('connection', (socket) => {
    const shown = JSON.stringify(socket.handshake);
    let user = '';
    socket.on('vote', (vote: Vote, acknowledge: (body?: unknown) => void) => {
      user = vote.user;
      farEnd(vote, {
        answer: acknowledge,
        raw: acknowledge,
        push: (body) => void socket.emit('news', body),
        emit: (event, body) => void socket.emit(event, body),
        close: () => void socket.disconnect(true),
        shown,
      });
    });
    socket.on('disconnect', () => base.ends.set(user, performance.now()));
  });
  return {
    ...base,
    emit: (event, body) => void io.emit(event, body),
    close: async () => {
      io.engine.close();
      await base.close();
    },
  };
}

async function startWs(farEnd: FarEnd, setup: ServerSetup): Promise<TestServer> {
  const { http, ...base } = await listen(setup);
  const verifyClient = ({ req }: { req: IncomingMessage }): boolean => {
    setup.refuse?.(shownBy(req));
    return setup.refuse === undefined;
  };
  const server = new WebSocketServer({ server: http, verifyClient });
  server.on('connection', (socket, request) => {
    const shown = shownBy(request);
    let user = '';
    socket.on('message', (data: Buffer) => {
      const vote = JSON.parse(data.toString()) as Vote;
      user = vote.user;
      farEnd(vote, {
        answer: (body) =>
          typeof body === 'object' && body !== null
            ? send(socket, { id: vote.id, ...body })
            : send(socket, body),
        raw: (text) => socket.send(text),
        push: (body) => send(socket, { news: body }),
        emit: () => undefined,
        close: () => socket.close(4001, 'enough'),
        shown,
      });
    });
    socket.on('close', () => base.ends.set(user, performance.now()));
  });
  return {
    ...base,
    emit: () => undefined,
    close: async () => {
      server.close();
      await base.close();
    },
  };
}

function send(socket: WebSocket, body: unknown): void {
  socket.send(JSON.stringify(body) ?? '');
}

/** Accepts connections and never says a word on them. */
export async function startSilent(): Promise<TestServer> {
  // Without being read from, a socket would never notice that the client has gone.
  const server = createTcpServer((socket) => void socket.resume());
  const { sockets, empty, close, url } = await listening(server, 'http', 0);
  return { url, sockets, empty, close, ends: new Map(), emit: () => undefined };
}

/** An address at which nobody listens: below the ports that a system hands out, so that no other test gets it meanwhile. */
export function nobodysUrl(): string {
  return 'http://127.0.0.1:2';
}

function shownBy(request: IncomingMessage): string {
  return `${request.url} ${JSON.stringify(request.headers)}`;
}

async function listen({ tls, port = 0 }: ServerSetup) {
  const http: Server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  const base = await listening(http, tls === undefined ? 'http' : 'https', port);
  return { ...base, http, ends: new Map<string, number>() };
}

async function listening(server: ReturnType<typeof createTcpServer> | Server, scheme: string, port: number) {
  const sockets = new Set<TcpSocket>();
  server.on('connection', (socket: TcpSocket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const empty = async (): Promise<void> => {
    for (const socket of sockets) await once(socket, 'close');
  };
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return { url, sockets, empty, close };
}
