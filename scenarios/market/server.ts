import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import { defineServer } from 'turnwise';
import { WebSocket, WebSocketServer } from 'ws';
import { frameOf, reply, type Json } from '../parts/json.js';
import { hangUp, listen } from '../parts/listen.js';

/**
 * Market data over WebSocket, under `/feed`. Every instrument is a stream: `subscribe` is answered with
 * a snapshot of each stream asked for, and from there on with every quote and trade of it, numbered without a gap
 * from the snapshot's number on. An `order` is filled at once at the last price; its trade goes into the stream.
 */
interface Stream {
  readonly name: string;
  readonly subscribers: Set<Client>;
  number: number;
  /** In cents. */
  price: number;
  /** What the bug that answers from a cache answers with. */
  cached: { readonly number: number; readonly price: number };
  /** What the bug that lets messages overtake each other holds back. */
  held: string | null;
}

interface Client {
  readonly socket: WebSocket;
  /** For the bug that leaves messages out: not the same for everybody. */
  readonly index: number;
}

interface Exchange {
  readonly streams: ReadonlyMap<string, Stream>;
  readonly bug: string | null;
}

const instruments = ['ACME', 'BOLT', 'CRUX', 'DYNE', 'ECHO', 'FLUX', 'GRID', 'HALO'];

/** Quotes leave in ticks, as many as fit the rate. */
const tickMs = 20;
/** How old a cached snapshot gets. */
const cacheMs = 400;

export default defineServer({
  describe: 'market data over WebSocket: a snapshot, then numbered quotes and trades at a high rate',
  settings: { quotesPerSecond: 50 },
  bugs: {
    gap: 'one subscriber in turn misses a message now and then, as from a queue that was full for a moment',
    'stale-snapshot': 'snapshots come from a cache, older than what is sent right after them',
    reorders: 'every 25th message of a stream is sent behind the one after it',
  },
  start: async ({ port, host, bug, settings }) => {
    const exchange: Exchange = { streams: new Map(instruments.map((name) => [name, streamOf(name)])), bug };
    const http = createServer((request, response) => {
      if (request.url !== '/health') return reply(response, 404, { error: 'not found' });
      reply(response, 200, { connections: sockets.clients.size, messages: messagesOf(exchange) });
    });
    const sockets = new WebSocketServer({ server: http, path: '/feed', maxPayload: 16 * 1024 });
    let clients = 0;
    sockets.on('connection', (socket) => welcome(exchange, { socket, index: clients++ }));
    const url = await listen(http, { port, host });
    const perTick = ((settings['quotesPerSecond'] ?? 50) * tickMs) / 1000;
    let due = 0;
    const quotes = setInterval(() => {
      for (due += perTick; due >= 1; due--) quoteAll(exchange);
    }, tickMs);
    const caching = setInterval(() => {
      for (const stream of exchange.streams.values()) stream.cached = { ...stream };
    }, cacheMs);
    return {
      url,
      close: async () => {
        clearInterval(quotes);
        clearInterval(caching);
        for (const socket of sockets.clients) socket.terminate();
        await hangUp(http);
      },
    };
  },
});

function streamOf(name: string): Stream {
  const price = 10_000;
  return { name, subscribers: new Set(), number: 0, price, cached: { number: 0, price }, held: null };
}

function messagesOf({ streams }: Exchange): number {
  return [...streams.values()].reduce((sum, { number }) => sum + number, 0);
}

function welcome(exchange: Exchange, client: Client): void {
  const { socket } = client;
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    for (const { subscribers } of exchange.streams.values()) subscribers.delete(client);
  });
  socket.on('message', (data) => hear(exchange, client, frameOf(data)));
}

function hear(exchange: Exchange, client: Client, frame: Json): void {
  const { type, id } = frame;
  if (type === 'subscribe') {
    const streams = streamsIn(exchange, frame['streams']);
    if (streams === null) return send(client, { type: 'error', id, error: 'no such stream' });
    send(client, { type: 'subscribed', id, streams: frame['streams'] });
    for (const stream of streams) subscribe(exchange, stream, client);
  } else if (type === 'order') {
    send(client, { id, ...order(exchange, frame) });
  } else {
    send(client, { type: 'error', id, error: 'unknown type' });
  }
}

function streamsIn({ streams }: Exchange, names: unknown): readonly Stream[] | null {
  if (!Array.isArray(names)) return null;
  const found = names.map((name) => streams.get(String(name)));
  return found.every((stream) => stream !== undefined) ? found : null;
}

/** The snapshot and the place behind it in one turn: nothing can come between them. */
function subscribe({ bug }: Exchange, stream: Stream, client: Client): void {
  const { number, price } = bug === 'stale-snapshot' ? stream.cached : stream;
  send(client, { type: 'snapshot', stream: stream.name, number, price });
  stream.subscribers.add(client);
}

function quoteAll(exchange: Exchange): void {
  for (const stream of exchange.streams.values()) {
    stream.price = Math.max(1, stream.price + randomInt(-5, 6));
    publish(exchange, stream, { type: 'quote', price: stream.price });
  }
}

function order(exchange: Exchange, { id, stream: name, quantity }: Json): Json {
  const stream = exchange.streams.get(String(name));
  const isFine = Number.isSafeInteger(quantity) && Number(quantity) > 0 && id !== undefined;
  if (stream === undefined || !isFine) return { type: 'refused', error: 'bad order' };
  publish(exchange, stream, { type: 'trade', price: stream.price, quantity, ref: id });
  return { type: 'filled', price: stream.price, number: stream.number };
}

function publish({ bug }: Exchange, stream: Stream, what: Json): void {
  stream.number += 1;
  const text = JSON.stringify({ stream: stream.name, number: stream.number, ...what });
  if (bug === 'reorders' && stream.number % 25 === 0) {
    stream.held = text;
    return;
  }
  for (const { socket, index } of stream.subscribers) {
    const isLost = bug === 'gap' && (stream.number + index) % 40 === 0;
    if (!isLost && socket.readyState === WebSocket.OPEN) socket.send(text);
  }
  if (stream.held === null) return;
  for (const { socket } of stream.subscribers) socket.send(stream.held);
  stream.held = null;
}

function send({ socket }: Client, frame: Json): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}
