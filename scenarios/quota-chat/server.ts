import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server, type DefaultEventsMap as Events, type Socket } from 'socket.io';
import { defineServer } from 'turnwise';
import { balancer } from '../parts/balancer.js';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { askNames, type Named } from '../parts/named.js';

/** INCR, and EXPIRE when it returns 1, as one step: what dies between the two leaves a key that never ends. */
const countScript = `
local count = redis.call('INCR', KEYS[1])
if count == 1 or ARGV[2] == 'always' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

type ChatSocket = Socket<Events, Events, Events, Named>;

/** Counts one message more: how many there are in this window, and how much of it is left. */
type Count = (socket: ChatSocket) => Promise<{ readonly count: number; readonly leftMs: number }>;

type Done = (answer: unknown) => void;

export default defineServer({
  describe:
    'a chat of several processes where everybody may write so many messages a window, counted in Redis',
  settings: { limit: 100, windowMs: 60_000 },
  bugs: {
    'expire-refresh': 'EXPIRE at every message: who goes on writing is never let in again',
    'quota-by-socket': 'messages are counted by connection: coming back starts from nothing',
    'quota-per-node': 'each process counts by itself: another one knows of no message so far',
  },
  needsRedis: true,
  nodes: 2,

  async start({ port, host, redis, bug, settings, node }) {
    const { limit = 100, windowMs = 60_000 } = settings;
    const counters = new Redis(redis ?? '');
    const [publish, subscribe] = [counters.duplicate(), counters.duplicate()];
    const clients = [counters, publish, subscribe];
    // A Redis that is away is reported by what fails, and comes back by itself.
    for (const client of clients) client.on('error', () => undefined);

    const keyOf = ({ id, data }: ChatSocket): string => {
      if (bug === 'quota-by-socket') return `quota:socket:${id}`;
      return bug === 'quota-per-node' ? `quota:node-${node}:${data.name}` : `quota:${data.name}`;
    };
    const count: Count = async (socket) => {
      const when = bug === 'expire-refresh' ? 'always' : 'first';
      const answer = await counters.eval(countScript, 1, keyOf(socket), windowMs, when);
      const [used = 0, leftMs = 0] = answer as number[];
      return { count: used, leftMs };
    };

    const http = createServer(
      jsonPages({
        '/': () => ({ limit, windowMs }),
        '/health': () => healthOf(io.engine.clientsCount),
      }),
    );
    const adapter = createAdapter(publish, subscribe);
    const io: Server<Events, Events, Events, Named> = new Server(http, { adapter, serveClient: false });
    askNames(io);
    io.on('connection', (socket) => welcome(io, socket, count, limit));
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        await io.close();
        await hangUp(http);
        for (const client of clients) client.disconnect();
      },
    };
  },

  front: (options) => balancer({ ...options, sticky: true }),
});

function welcome(io: Server, socket: ChatSocket, count: Count, limit: number): void {
  socket.on('join', async (room: unknown, done?: Done) => {
    if (typeof room !== 'string') return done?.({ ok: false, error: 'which room?' });
    await socket.join(room);
    done?.({ ok: true, room });
  });
  socket.on('leave', async (room: unknown, done?: Done) => {
    if (typeof room !== 'string') return done?.({ ok: false, error: 'which room?' });
    await socket.leave(room);
    done?.({ ok: true, room });
  });
  socket.on('post', async (post: unknown) => {
    const [event, answer] = await posted(io, socket, post, count, limit);
    socket.emit(event, answer);
  });
}

/** Sends a message to its room, if it may be sent; how the sender hears of it. */
async function posted(
  io: Server,
  socket: ChatSocket,
  post: unknown,
  count: Count,
  limit: number,
): Promise<[event: 'sent' | 'rate_limited' | 'failed', answer: object]> {
  if (!isPost(post)) return ['failed', { error: 'a post has an id, a room and a text' }];
  const { id, room, text } = post;
  if (!socket.rooms.has(room)) return ['failed', { id, error: 'not in this room' }];
  try {
    const used = await count(socket);
    if (used.count > limit) return ['rate_limited', { id, retryAfterMs: Math.max(0, used.leftMs) }];
  } catch {
    return ['failed', { id, error: 'the quota cannot be asked' }];
  }
  io.to(room).emit('message', { id, room, from: socket.data.name, text });
  return ['sent', { id }];
}

interface Post {
  readonly id: number;
  readonly room: string;
  readonly text: string;
}

function isPost(value: unknown): value is Post {
  if (typeof value !== 'object' || value === null) return false;
  const { id, room, text } = value as Record<string, unknown>;
  return Number.isSafeInteger(id) && typeof room === 'string' && typeof text === 'string';
}
