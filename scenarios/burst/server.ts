import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { defineServer } from 'turnwise';
import { WebSocketServer, type WebSocket } from 'ws';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { channelsOf, type Post } from './parts/channels.js';

/** What a client may say. */
type Said = { readonly type: 'subscribe'; readonly channel: string } | ({ readonly type: 'post' } & Post);

const partSize = 50;

export default defineServer({
  describe:
    'live channels: whoever has subscribed gets every post; slowModeMs lets everybody post only so often',
  settings: { maxConnections: 10_000, slowModeMs: 0, graceMs: 300 },
  bugs: {
    'lost-tail': `posts go out in parts of ${partSize} readers, and the last part that is not full is forgotten`,
    'forgets-returned':
      'graceMs after a connection went, subscriptions are cleaned up by name, though the user is back',
    'slow-by-connection': 'slow mode knows connections, not users: coming back starts from nothing',
    leaks: 'every frame to every reader is kept for an acknowledgement that nobody sends',
  },

  async start({ port, host, bug, settings }) {
    const { maxConnections = 10_000, slowModeMs = 0, graceMs = 300 } = settings;
    const channels = channelsOf({ slowModeMs, graceMs, partSize, bug });
    const sockets = new WebSocketServer({ noServer: true });
    const http: Server = createServer(jsonPages({ '/health': () => healthOf(sockets.clients.size) }));
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (sockets.clients.size >= maxConnections) return refuse(socket);
      sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    });
    sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
      const user = new URL(request.url ?? '/', 'http://live').searchParams.get('user') ?? '';
      const answer = (message: object): void => socket.send(JSON.stringify(message));
      socket.on('error', () => undefined);
      socket.on('close', () => channels.away(user, socket));
      socket.on('message', (data: Buffer) => {
        const said = read(data);
        if (said === null) return answer({ type: 'error', error: 'subscribe or post' });
        if (said.type === 'post') return answer(channels.post(user, socket, said));
        channels.subscribe(said.channel, user, socket);
        answer({ type: 'subscribed', channel: said.channel });
      });
    });
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        for (const socket of sockets.clients) socket.terminate();
        channels.close();
        sockets.close();
        await hangUp(http);
      },
    };
  },
});

function refuse(socket: Duplex): void {
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n');
}

function read(data: Buffer): Said | null {
  try {
    const said = JSON.parse(data.toString()) as Record<string, unknown> | null;
    if (said === null || typeof said['channel'] !== 'string' || said['channel'].length > 100) return null;
    const { type, channel, id, text = '' } = said;
    if (type === 'subscribe') return { type, channel };
    const isPost = type === 'post' && Number.isSafeInteger(id) && typeof text === 'string';
    return isPost ? { type, channel, id: id as number, text } : null;
  } catch {
    return null;
  }
}
