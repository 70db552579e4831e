import { once } from 'node:events';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleepMs } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import type { Handler } from '../behaviours/behaviour.js';
import { answerOf, answerText, requestOfText } from '../behaviours/request.js';
import type { Front } from './front.js';

/** Larger messages close the connection: no action is this long. */
const messageBytesMax = 1024 * 1024;
/** How long a client has to answer the closing handshake. */
const closeMs = 500;
/** Close code: the server goes away. */
const goingAway = 1001;

/**
 * Plain WebSocket in front of a behaviour, under `/ws`: each text frame is one action as JSON,
 * each answer one frame that repeats its `id`. What is no JSON, or no action, is answered with an error.
 * Connections are named by the node and counted.
 */
export async function openWebSocket(http: HttpServer, handler: Handler, node: number): Promise<Front> {
  const { WebSocketServer } = await import('ws');
  const server = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax });
  let connections = 0;
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = pathOf(request);
    if (path === '/ws') {
      server.handleUpgrade(request, socket, head, (connection) =>
        listen(connection, handler, `ws-${node}-${connections++}`),
      );
    } else if (!path.startsWith('/socket.io/')) {
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    }
  });
  return { close: () => closeAll([...server.clients]) };
}

function listen(connection: WebSocket, handler: Handler, name: string): void {
  // Broken frames end in `close`, which is all there is to do about them.
  connection.on('error', () => connection.terminate());
  connection.on('message', (data) => void answer(connection, handler, name, textOf(data)));
}

async function answer(connection: WebSocket, handler: Handler, name: string, text: string): Promise<void> {
  const request = requestOfText(text);
  const answered = await answerOf(handler, { ...request.action, connection: name });
  if (connection.readyState === connection.OPEN) connection.send(answerText(request, answered));
}

async function closeAll(connections: readonly WebSocket[]): Promise<void> {
  const timeout = new AbortController();
  const allClosed = Promise.all(
    connections.map(async (connection) => {
      connection.close(goingAway);
      if (connection.readyState !== connection.CLOSED) await once(connection, 'close');
    }),
  );
  const tooLong = sleepMs(closeMs, undefined, { signal: timeout.signal }).catch(() => undefined);
  await Promise.race([allClosed, tooLong]);
  timeout.abort();
  for (const connection of connections) connection.terminate();
  await allClosed;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/[?#].*$/s, '');
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data as ArrayBuffer).toString();
}
