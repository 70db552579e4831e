import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer, type WebSocket } from 'ws';

/** What a server of these tests has seen. */
export interface Seen {
  readonly logins: string[];
  /** User and token of each connection that was let in. */
  readonly connections: string[];
  readonly joins: string[];
  readonly beats: string[];
  readonly leaves: string[];
  readonly votes: string[];
}

export interface FarEnd {
  readonly url: string;
  readonly seen: Seen;
  /** Cuts everybody off, once. */
  dropAll(): void;
  /** Connections of users that are still open. */
  open(): number;
  close(): Promise<void>;
}

/** After so many votes everybody is cut off, once. */
export interface FarEndOptions {
  readonly dropAfterVotes?: number;
}

const seenNothing = (): Seen => ({
  logins: [],
  connections: [],
  joins: [],
  beats: [],
  leaves: [],
  votes: [],
});

/** Login over a redirect: the cookie comes with the first step, the token with the second. */
function loginServer(seen: Seen): HttpServer {
  return createServer((request, response) => void answer(request, response, seen));
}

async function answer(request: IncomingMessage, response: ServerResponse, seen: Seen): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://here');
  let body = '';
  for await (const piece of request) body += String(piece);
  if (url.pathname === '/login' && request.method === 'POST') {
    const { name } = JSON.parse(body) as { name: string };
    response.setHeader('set-cookie', `sid=cookie-of-${name}-secret; Path=/; HttpOnly`);
    response.writeHead(303, { location: `/token?of=${name}` }).end();
  } else if (url.pathname === '/token') {
    const name = url.searchParams.get('of') ?? '';
    const isKnown = request.method === 'GET' && request.headers.cookie === `sid=cookie-of-${name}-secret`;
    if (isKnown) seen.logins.push(name);
    response.writeHead(isKnown ? 200 : 403).end(JSON.stringify({ token: `token-of-${name}-secret` }));
  } else response.writeHead(404).end();
}

async function listening(server: HttpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: HttpServer): Promise<void> {
  server.closeIdleConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

type Callback = (answer: unknown) => void;

/** Socket.IO: `join`, `beat`, `vote` and `bye`, all acknowledged; a welcome is pushed before anybody asks for it. */
export async function startSocketIo(options: FarEndOptions = {}): Promise<FarEnd> {
  const seen = seenNothing();
  const http = loginServer(seen);
  const io = new Server(http, { serveClient: false });
  const dropAll = (): void => io.disconnectSockets(true);
  io.use((socket, next) => {
    const { name, token } = socket.handshake.auth as { name: string; token: string };
    const { cookie, authorization } = socket.handshake.headers;
    const isKnown =
      token === `token-of-${name}-secret` &&
      authorization === `Bearer ${token}` &&
      cookie === `sid=cookie-of-${name}-secret`;
    next(isKnown ? undefined : new Error(`who is ${name} with ${token}`));
  });
  io.on('connection', (socket) => {
    const { name } = socket.handshake.auth as { name: string };
    seen.connections.push(name);
    socket.emit('welcome', { of: name });
    socket.on('join', (room: string, back: Callback) => {
      seen.joins.push(`${name} ${room}`);
      back({ ok: true, room });
    });
    socket.on('beat', (back: Callback) => (seen.beats.push(name), back('heard')));
    socket.on('bye', (back: Callback) => (seen.leaves.push(name), back('bye')));
    socket.on('vote', (vote: { user: string; stamp?: string }, back: Callback) => {
      seen.votes.push(`${vote.user} ${vote.stamp ?? ''}`);
      back({ ok: true });
      if (seen.votes.length === options.dropAfterVotes) dropAll();
    });
  });
  const url = await listening(http);
  return {
    url,
    seen,
    dropAll,
    open: () => io.engine.clientsCount,
    close: async () => {
      io.disconnectSockets(true);
      const ended = closed(http);
      io.engine.close();
      await ended;
    },
  };
}

interface Frame {
  readonly type: string;
  readonly id?: number;
  readonly user?: string;
  readonly room?: string;
}

/** Plain WebSocket, JSON frames with ids; what is said by `join` is answered by `joined`. */
export async function startWs(options: FarEndOptions = {}): Promise<FarEnd> {
  const seen = seenNothing();
  const http = loginServer(seen);
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const dropAll = (): void => open.forEach((socket) => socket.terminate());
  http.on('upgrade', (request, socket, head) => {
    const name = new URL(request.url ?? '/', 'http://here').searchParams.get('name') ?? '';
    const { cookie, authorization } = request.headers;
    if (authorization !== `Bearer token-of-${name}-secret` || cookie !== `sid=cookie-of-${name}-secret`) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      open.add(client);
      client.on('close', () => open.delete(client));
      seen.connections.push(name);
      client.send(JSON.stringify({ type: 'welcome', of: name }));
      client.on('message', (data) => hear(JSON.parse((data as Buffer).toString()) as Frame, name, client));
    });
  });
  const hear = ({ type, id, user, room }: Frame, name: string, client: WebSocket): void => {
    if (type === 'join') {
      seen.joins.push(`${name} ${room}`);
      client.send(JSON.stringify({ type: 'joined', room }));
    } else if (type === 'beat') seen.beats.push(name);
    else if (type === 'bye') {
      seen.leaves.push(name);
      client.send(JSON.stringify({ type: 'byebye' }));
    } else if (type === 'vote') {
      seen.votes.push(String(user));
      client.send(JSON.stringify({ type: 'voted', id, ok: true }));
      if (seen.votes.length === options.dropAfterVotes) dropAll();
    }
  };
  const url = await listening(http);
  return {
    url,
    seen,
    dropAll,
    open: () => open.size,
    close: async () => {
      dropAll();
      server.close();
      await closed(http);
    },
  };
}
