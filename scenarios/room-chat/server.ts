import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { defineServer } from 'turnwise';
import { WebSocket, WebSocketServer } from 'ws';
import { bodyOf, frameOf, nameIn, reply, type Json } from '../parts/json.js';
import { hangUp, listen } from '../parts/listen.js';

/**
 * A chat with rooms over plain WebSocket. A token is given out by `POST /tokens` and goes into the query of
 * `/chat?token=...`. `subscribe` and `unsubscribe` are confirmed, `publish` is acknowledged with the message's
 * number in its room, and everybody who is subscribed then has it already in the queue of its connection.
 */
interface Client {
  readonly socket: WebSocket;
  readonly name: string;
}

interface Room {
  readonly members: Set<Client>;
  /** For the bug that drops what comes first. */
  readonly newcomers: Set<Client>;
  messages: number;
}

interface Chat {
  readonly names: Map<string, string>;
  readonly rooms: Map<string, Room>;
  readonly bug: string | null;
  readonly lateMs: number;
  readonly timers: Set<NodeJS.Timeout>;
}

/** Larger frames close the connection: nobody writes that much at once. */
const frameBytesMax = 16 * 1024;

export default defineServer({
  describe: 'room chat over plain WebSocket: token in the query, subscribe, publish',
  settings: { lateMs: 150 },
  bugs: {
    'late-unsubscribe': 'who leaves a room is told so at once, and gets its messages for another `lateMs`',
    'drops-first': 'the first message after a subscription does not reach the new member',
    reorders: 'every fifth message of a room goes out `lateMs` later, behind those after it',
    'open-door': 'a token that was never given out is let in as a guest',
  },
  start: async ({ port, host, bug, settings }) => {
    const lateMs = settings['lateMs'] ?? 150;
    const chat: Chat = { names: new Map(), rooms: new Map(), bug, lateMs, timers: new Set() };
    const http = createServer((request, response) => void serve(chat, request, response));
    const sockets = new WebSocketServer({ noServer: true, maxPayload: frameBytesMax });
    http.on('upgrade', (request, socket, head) => {
      const name = nameOf(chat, request);
      if (name === null) return refuse(socket);
      sockets.handleUpgrade(request, socket, head, (open) => welcome(chat, { socket: open, name }));
    });
    const url = await listen(http, { port, host });
    return {
      url,
      close: async () => {
        for (const timer of chat.timers) clearTimeout(timer);
        for (const socket of sockets.clients) socket.terminate();
        await hangUp(http);
      },
    };
  },
});

/** Whom a connection belongs to; `null`: it may not come in. */
function nameOf(chat: Chat, request: IncomingMessage): string | null {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://chat');
  if (pathname !== '/chat') return null;
  const name = chat.names.get(searchParams.get('token') ?? '') ?? null;
  return name === null && chat.bug === 'open-door' ? 'guest' : name;
}

function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function welcome(chat: Chat, client: Client): void {
  // Broken frames end in `close`, which is all there is to do about them.
  client.socket.on('error', () => client.socket.terminate());
  client.socket.on('close', () => {
    for (const { members, newcomers } of chat.rooms.values()) {
      members.delete(client);
      newcomers.delete(client);
    }
  });
  client.socket.on('message', (data) => {
    const frame = frameOf(data);
    const room = typeof frame['room'] === 'string' ? frame['room'] : '';
    send(client, { id: frame['id'], ...answerTo(chat, client, frame, room) });
  });
}

function answerTo(chat: Chat, client: Client, frame: Json, room: string): Json {
  if (!/^[\w-]{1,40}$/.test(room)) return { type: 'error', error: 'bad room' };
  switch (frame['type']) {
    case 'subscribe':
      subscribe(roomOf(chat, room), client);
      return { type: 'subscribed', room };
    case 'unsubscribe':
      unsubscribe(chat, roomOf(chat, room), client);
      return { type: 'unsubscribed', room };
    case 'publish':
      return publish(chat, client, room, frame);
    default:
      return { type: 'error', error: 'unknown type' };
  }
}

function roomOf(chat: Chat, name: string): Room {
  const room = chat.rooms.get(name) ?? { members: new Set(), newcomers: new Set(), messages: 0 };
  chat.rooms.set(name, room);
  return room;
}

function subscribe({ members, newcomers }: Room, client: Client): void {
  if (!members.has(client)) newcomers.add(client);
  members.add(client);
}

function unsubscribe(chat: Chat, { members }: Room, client: Client): void {
  if (chat.bug !== 'late-unsubscribe') members.delete(client);
  else later(chat, () => void members.delete(client));
}

function publish(chat: Chat, { name }: Client, roomName: string, { id, text }: Json): Json {
  if (typeof text !== 'string' || text === '' || id === undefined)
    return { type: 'error', error: 'bad text' };
  const room = roomOf(chat, roomName);
  room.messages += 1;
  const number = room.messages;
  const message = { type: 'message', room: roomName, number, from: name, ref: id, text };
  const isLate = chat.bug === 'reorders' && number % 5 === 0;
  if (isLate) later(chat, () => broadcast(chat, room, message));
  else broadcast(chat, room, message);
  return { type: 'published', room: roomName, number };
}

function broadcast(chat: Chat, { members, newcomers }: Room, message: Json): void {
  for (const client of members) {
    const isFirst = newcomers.delete(client);
    if (!(isFirst && chat.bug === 'drops-first')) send(client, message);
  }
}

function later(chat: Chat, work: () => void): void {
  const timer = setTimeout(() => {
    chat.timers.delete(timer);
    work();
  }, chat.lateMs);
  chat.timers.add(timer);
}

function send({ socket }: Client, frame: Json): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

async function serve(chat: Chat, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/tokens')
    return reply(response, 404, { error: 'not found' });
  const name = nameIn((await bodyOf(request))['name']);
  if (name === null) return reply(response, 400, { error: 'what is your name?' });
  const token = randomUUID();
  chat.names.set(token, name);
  reply(response, 200, { token });
}
