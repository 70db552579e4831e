import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleepMs } from 'node:timers/promises';
import type { Behaviour, Store } from '../behaviours/behaviour.js';
import { settingsOf } from '../behaviours/settings.js';
import { memoryStore } from '../behaviours/store.js';
import { clockOffsetMs, serverClock } from './clock.js';
import { openRedisSpace } from './redis-space.js';
import { openRedisStore } from './redis-store.js';
import { openSocketIo } from './socket-io.js';
import { openWebSocket } from './web-socket.js';

export interface ServeOptions {
  readonly behaviour: Behaviour;
  /** 0 takes any free port. */
  readonly port: number;
  /** Default 127.0.0.1: reference servers are not meant for a network. */
  readonly host?: string;
  /** Overrides of the behaviour's defaults. */
  readonly settings?: Readonly<Record<string, number>>;
  /** The URL of a Redis that keeps what the server knows; default `null`: its own memory. */
  readonly store?: string | null;
  /** What it shares with the other processes behind its address; absent: it is the only one. */
  readonly place?: NodePlace;
}

/** One of several processes behind one address, and what all of them must agree on. */
export interface NodePlace {
  /** From 0. */
  readonly node: number;
  /** The space in Redis, which somebody else opens and closes. */
  readonly space: string;
  readonly clockOffsetMs: number;
}

/** A reference server that listens. */
export interface RunningServer {
  /** `http://host:port`: Socket.IO under `/socket.io`, plain WebSocket under `/ws`. */
  readonly url: string;
  /** Resolves with the reason when it cannot serve any more although nobody closed it; else never. */
  readonly broken: Promise<string>;
  /** Closes every connection and the port; resolves when nothing is left open. Idempotent. */
  close(): Promise<void>;
}

/**
 * Puts Socket.IO and plain WebSocket in front of a behaviour, both on one port and one state, in this
 * process. Throws RangeError for settings the behaviour does not have, Problem when its store cannot be
 * had, and the system's error when the port cannot be had.
 */
export async function serveBehaviour(options: ServeOptions): Promise<RunningServer> {
  const { behaviour, port, host = '127.0.0.1', settings = {}, store: url = null, place } = options;
  const checked = settingsOf(behaviour, settings);
  const { store, close: closeStore } = await storeOf(url, place);
  const handler = behaviour.start({
    now: serverClock(place?.clockOffsetMs ?? clockOffsetMs()),
    sleep: (ms) => sleepMs(ms),
    store,
    settings: checked,
    node: place?.node ?? 0,
  });
  const http = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('Socket.IO speaks under /socket.io, plain WebSocket under /ws\n');
  });
  const fronts = [
    await openSocketIo(http, handler, place !== undefined),
    await openWebSocket(http, handler, place?.node ?? 0),
  ];
  const closeAll = async (): Promise<void> => {
    await Promise.all(fronts.map((front) => front.close()));
    http.closeAllConnections();
    if (http.listening) await new Promise<void>((closed) => http.close(() => closed()));
    await closeStore();
  };
  try {
    await listen(http, port, host);
  } catch (error) {
    await closeAll();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(http.address() as AddressInfo),
    broken: new Promise(() => undefined),
    close: () => (closing ??= closeAll()),
  };
}

/** In memory, or in Redis: in a space of its own, or in one that it shares. */
async function storeOf(
  url: string | null,
  place: NodePlace | undefined,
): Promise<{ readonly store: Store; readonly close: () => Promise<void> }> {
  if (url === null) return { store: memoryStore(), close: () => Promise.resolve() };
  if (place !== undefined) return openRedisStore(url, place.space);
  const space = await openRedisSpace(url);
  try {
    const { store, close } = await openRedisStore(url, space.name);
    return { store, close: async () => void (await Promise.all([close(), space.close()])) };
  } catch (error) {
    await space.close();
    throw error;
  }
}

async function listen(http: HttpServer, port: number, host: string): Promise<void> {
  http.listen(port, host);
  await once(http, 'listening');
}

/** The URL of an address that is listened on. */
export function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
