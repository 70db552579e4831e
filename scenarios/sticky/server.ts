import { createServer } from 'node:http';
import { Server, type DefaultEventsMap as Events } from 'socket.io';
import { defineServer } from 'turnwise';
import { balancer } from '../parts/balancer.js';
import { nowMs } from '../parts/clock.js';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { askNames, type Named } from '../parts/named.js';

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: string; retryAfterMs?: number };

/**
 * Every process keeps to itself what it knows: its Socket.IO sessions, and when it last took a question from whom.
 * That is right for as long as everybody stays with the process that knows them, which is what the cookie is for.
 */
export default defineServer({
  describe:
    'questions to a speaker, one per guest and cooldown, in several processes that know only their own guests',
  settings: { cooldownMs: 500 },
  bugs: {
    'no-cookie': 'the balancer sets no route cookie: every request goes to the next process in turn',
  },
  nodes: 3,

  async start({ port, host, settings }) {
    const { cooldownMs = 500 } = settings;
    const lastAt = new Map<string, number>();

    const ask = (guest: string, question: unknown): Answer => {
      if (typeof question !== 'string' || question === '') return { ok: false, error: 'which question?' };
      const sinceMs = nowMs() - (lastAt.get(guest) ?? -Infinity);
      if (sinceMs < cooldownMs)
        return { ok: false, error: 'cooldown', retryAfterMs: Math.ceil(cooldownMs - sinceMs) };
      lastAt.set(guest, nowMs());
      return { ok: true };
    };

    const http = createServer(
      jsonPages({ '/': () => ({ cooldownMs }), '/health': (): object => healthOf(io.engine.clientsCount) }),
    );
    const io = new Server<Events, Events, Events, Named>(http, { serveClient: false });
    askNames(io);
    io.on('connection', (socket) => {
      socket.on('ask', (question: unknown, done?: (answer: Answer) => void) => {
        done?.(ask(socket.data.name, question));
      });
    });
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        await io.close();
        await hangUp(http);
      },
    };
  },

  front: ({ bug, ...options }) => balancer({ ...options, sticky: bug !== 'no-cookie' }),
});
