import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { defineServer } from 'turnwise';
import { WebSocket, WebSocketServer } from 'ws';
import { bodyOf, frameOf, nameIn, reply, type Json } from '../parts/json.js';
import { hangUp, listen } from '../parts/listen.js';
import { openIdleProxy } from './parts/idle-proxy.js';

/**
 * Notifications over WebSocket, made over HTTP. `POST /login` gives a bearer token for a name and its password (the first
 * login sets it); the token goes into the headers of the upgrade and of `POST /notify`, which tells a topic
 * something. Topics belong to the user: whoever comes back says `resume`, is told which topics it has, and has them
 * again. `track` asks for the receipt of a notification, which is sent when everybody has it in the queue of its connection.
 * Before the server stands a front that cuts connections on which nothing was said for `idleMs`.
 */
interface Client {
  readonly socket: WebSocket;
  readonly name: string;
  /** What reaches this connection: nothing before it has subscribed or resumed. */
  readonly topics: Set<string>;
}

interface Hub {
  readonly passwords: Map<string, string>;
  readonly tokens: Map<string, string>;
  /** What each user has subscribed to, whether connected or not. */
  readonly topics: Map<string, Set<string>>;
  readonly clients: Set<Client>;
  /** By sender and reference: who waits for a receipt, or the receipt that nobody has asked for yet. */
  readonly trackers: Map<string, Client>;
  readonly receipts: Map<string, Json>;
  readonly bug: string | null;
}

export default defineServer({
  describe: 'notifications by HTTP to WebSocket subscribers, behind a front that cuts idle connections',
  settings: { idleMs: 60_000 },
  bugs: {
    'forgets-topics-on-reconnect': 'who resumes is told its topics and gets nothing of them',
    'token-for-anybody': 'a login with a wrong password gives a token all the same',
  },
  start: async ({ port, host, bug, settings }) => {
    const hub: Hub = {
      passwords: new Map(),
      tokens: new Map(),
      topics: new Map(),
      clients: new Set(),
      trackers: new Map(),
      receipts: new Map(),
      bug,
    };
    const http = createServer((request, response) => void serve(hub, request, response));
    const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 });
    http.on('upgrade', (request, socket, head) => {
      const name = bearerOf(hub, request);
      if (name === null || request.url !== '/live') return refuse(socket);
      sockets.handleUpgrade(request, socket, head, (open) => welcome(hub, open, name));
    });
    const behind = await listen(http, { port: 0, host });
    const close = async (): Promise<void> => {
      for (const socket of sockets.clients) socket.terminate();
      await hangUp(http);
    };
    try {
      const front = await openIdleProxy(port, host, behind, settings['idleMs'] ?? 60_000);
      return { url: front.url, close: () => front.close().then(close) };
    } catch (error) {
      await close();
      throw error;
    }
  },
});

function bearerOf(hub: Hub, { headers }: IncomingMessage): string | null {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? (hub.tokens.get(token) ?? null) : null;
}

function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function welcome(hub: Hub, socket: WebSocket, name: string): void {
  const client: Client = { socket, name, topics: new Set() };
  hub.clients.add(client);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    hub.clients.delete(client);
    for (const [key, waiting] of hub.trackers) if (waiting === client) hub.trackers.delete(key);
  });
  socket.on('message', (data) => hear(hub, client, frameOf(data)));
  send(client, { type: 'welcome', name });
}

function hear(hub: Hub, client: Client, frame: Json): void {
  const { type, id } = frame;
  const own = hub.topics.get(client.name) ?? new Set<string>();
  hub.topics.set(client.name, own);
  const topics = topicsIn(frame);
  switch (type) {
    case 'subscribe':
      for (const topic of topics) own.add(topic);
      for (const topic of topics) client.topics.add(topic);
      return send(client, { type: 'subscribed', id, topics });
    case 'unsubscribe':
      for (const topic of topics) own.delete(topic);
      for (const each of hub.clients) {
        if (each.name === client.name) for (const topic of topics) each.topics.delete(topic);
      }
      return send(client, { type: 'unsubscribed', id, topics });
    case 'resume':
      if (hub.bug !== 'forgets-topics-on-reconnect') for (const topic of own) client.topics.add(topic);
      return send(client, { type: 'resumed', id, topics: [...own] });
    case 'track':
      return track(hub, client, `${client.name}/${String(frame['ref'])}`);
    default:
      return send(client, { type: 'error', id, error: 'unknown type' });
  }
}

function topicsIn({ topics }: Json): readonly string[] {
  if (!Array.isArray(topics)) return [];
  return topics.filter((topic): topic is string => typeof topic === 'string' && /^[\w-]{1,40}$/.test(topic));
}

function track(hub: Hub, client: Client, key: string): void {
  const receipt = hub.receipts.get(key);
  if (receipt === undefined) return void hub.trackers.set(key, client);
  hub.receipts.delete(key);
  send(client, receipt);
}

/** Tells everybody who has the topic, then whoever tracks the notification, now or when it asks. */
function notify(hub: Hub, from: string, topic: string, ref: number, text: string): void {
  const told = [...hub.clients].filter(({ topics }) => topics.has(topic));
  for (const client of told) send(client, { type: 'notification', topic, from, ref, text });
  const receipt = { type: 'receipt', ref, told: told.length };
  const key = `${from}/${ref}`;
  const tracker = hub.trackers.get(key);
  hub.trackers.delete(key);
  if (tracker === undefined) hub.receipts.set(key, receipt);
  else send(tracker, receipt);
}

function send({ socket }: Client, frame: Json): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

async function serve(hub: Hub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = (status: number, body: unknown): void => reply(response, status, body);
  switch (`${request.method} ${request.url}`) {
    case 'GET /health':
      return answer(200, { connections: hub.clients.size, users: hub.topics.size });
    case 'POST /login': {
      const token = tokenFor(hub, await bodyOf(request));
      return token === null ? answer(401, { error: 'wrong name or password' }) : answer(200, { token });
    }
    case 'POST /notify': {
      const [from, { topic, ref, text }] = [bearerOf(hub, request), await bodyOf(request)];
      if (from === null) return answer(401, { error: 'who are you?' });
      if (typeof topic !== 'string' || typeof text !== 'string' || !Number.isSafeInteger(ref))
        return answer(400, { error: 'topic, ref and text, please' });
      notify(hub, from, topic, ref as number, text);
      return answer(202, { ref });
    }
    default:
      return answer(404, { error: 'not found' });
  }
}

function tokenFor(hub: Hub, { name: given, password }: Json): string | null {
  const name = nameIn(given);
  if (name === null || typeof password !== 'string') return null;
  const known = hub.passwords.get(name) ?? password;
  if (known !== password && hub.bug !== 'token-for-anybody') return null;
  hub.passwords.set(name, known);
  const token = randomUUID();
  hub.tokens.set(token, name);
  return token;
}
