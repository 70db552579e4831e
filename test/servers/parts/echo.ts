import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { defineServer } from 'turnwise';

/** The smallest server module there is: a counter over Socket.IO, with a node's number in every answer. */
export default defineServer({
  describe: 'Counts, and says which of its nodes did.',
  settings: { step: 1 },
  bugs: { 'counts-double': 'Every count is taken twice.' },
  start: async ({ port, host, bug, settings, node, redis }) => {
    const store = redis === null ? null : new Redis(redis);
    // A lost Redis must not end the process.
    store?.on('error', () => undefined);
    let count = 0;
    const http = createServer((_, response) => response.end(`node ${node}`));
    const io = new Server(http);
    io.on('connection', (socket) => {
      socket.on('count', async (_payload: unknown, answer: (reply: unknown) => void) => {
        const by = (settings['step'] ?? 1) * (bug === 'counts-double' ? 2 : 1);
        count = store === null ? count + by : await store.incrby('count', by);
        answer({ ok: true, count, node });
      });
    });
    http.listen(port, host);
    await once(http, 'listening');
    console.log('what a server prints is not its address');
    return {
      url: `http://${host}:${(http.address() as AddressInfo).port}`,
      close: async () => {
        await io.close();
        store?.disconnect();
      },
    };
  },
});
