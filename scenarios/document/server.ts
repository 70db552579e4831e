import { createServer, type Server } from 'node:http';
import { defineServer } from 'turnwise';
import { WebSocketServer, type WebSocket } from 'ws';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { documentsOf, type Operation, type Written } from './parts/documents.js';

export default defineServer({
  describe:
    'documents that many edit: operations are numbered, committed in groups, acknowledged and broadcast',
  settings: { commitMs: 40 },
  bugs: {
    'resume-off-by-one': 'who resumes after operation 7 is sent those from 9 on',
    'applied-twice': 'an operation that is sent again after a reconnect is applied again',
    'lost-on-reconnect':
      'operations are acknowledged at once and wait at the connection: they go when it goes',
  },

  async start({ port, host, bug, settings }) {
    const documents = documentsOf({ commitMs: settings['commitMs'] ?? 40, bug, tell });
    /** Who reads which document. */
    const readers = new Map<WebSocket, string>();
    const http: Server = createServer(
      jsonPages({
        '/health': () => healthOf(sockets.clients.size),
        '/documents': () => documents.summary(),
      }),
    );
    const sockets = new WebSocketServer({ server: http, path: '/edit' });

    /** The author hears that the operation is in, everybody else what it is. */
    function tell(doc: string, { seq, id, key, text }: Written, author: WebSocket | null): void {
      const message = JSON.stringify({ type: 'op', doc, seq, id, key, text });
      for (const [socket, read] of readers)
        if (socket !== author && read === doc && socket.readyState === socket.OPEN) socket.send(message);
      if (bug !== 'lost-on-reconnect') author?.send(JSON.stringify({ type: 'ack', id, seq }));
    }

    sockets.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        readers.delete(socket);
        documents.gone(socket);
      });
      socket.on('message', (data: Buffer) => {
        const said = read(data);
        if (said?.type === 'join') {
          socket.send(JSON.stringify(documents.join(said)));
          readers.set(socket, said.doc);
        } else if (said?.type === 'op' && readers.get(socket) === said.doc) {
          documents.submit(said.doc, said, socket);
          if (bug === 'lost-on-reconnect') socket.send(JSON.stringify({ type: 'ack', id: said.id }));
        } else socket.send(JSON.stringify({ type: 'error', error: 'join a document, then send operations' }));
      });
    });

    return {
      url: await listen(http, { port, host }),
      close: async () => {
        documents.close();
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        await hangUp(http);
      },
    };
  },
});

/** What a client may say; `null` for anything else. */
export type Said =
  | {
      readonly type: 'join';
      readonly doc: string;
      /** The last operation that the client has; `null`: it has nothing. */
      readonly since: number | null;
      /** Operations it has sent without hearing of them again. */
      readonly pending: readonly Operation[];
    }
  | ({ readonly type: 'op'; readonly doc: string } & Operation);

function read(data: Buffer): Said | null {
  try {
    const said = JSON.parse(data.toString()) as Record<string, unknown> | null;
    if (said === null || typeof said['doc'] !== 'string' || said['doc'].length > 100) return null;
    const { type, doc, since = null, pending = [] } = said;
    if (type === 'op' && isOperation(said)) return { type, doc, id: said.id, key: said.key, text: said.text };
    if (type !== 'join' || !(since === null || Number.isSafeInteger(since))) return null;
    if (!Array.isArray(pending) || !pending.every(isOperation)) return null;
    return { type, doc, since: since as number | null, pending };
  } catch {
    return null;
  }
}

function isOperation(value: unknown): value is Operation {
  if (typeof value !== 'object' || value === null) return false;
  const { id, key, text } = value as Record<string, unknown>;
  return (
    Number.isSafeInteger(id) && typeof key === 'string' && typeof text === 'string' && text.length <= 1000
  );
}
