import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleepMs } from 'node:timers/promises';
import type { Behaviour, Handler } from '../behaviours/behaviour.js';
import { settingsOf } from '../behaviours/settings.js';
import { memoryStore } from '../behaviours/store.js';
import { behaviourOf } from './catalog.js';
import { serverNowMs } from './clock.js';
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
}

/** A reference server that listens. */
export interface RunningServer {
  /** `http://host:port`: Socket.IO under `/socket.io`, plain WebSocket under `/ws`. */
  readonly url: string;
  /** Closes every connection and the port; resolves when nothing is left open. Idempotent. */
  close(): Promise<void>;
}

/**
 * Puts Socket.IO and plain WebSocket in front of a behaviour, both on one port and one state.
 * Throws RangeError for settings the behaviour does not have, and the system's error when the
 * port cannot be had.
 */
export async function serveBehaviour(options: ServeOptions): Promise<RunningServer> {
  const { behaviour, port, host = '127.0.0.1', settings = {} } = options;
  const handler = startBehaviour(behaviour, settings);
  const http = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('Socket.IO speaks under /socket.io, plain WebSocket under /ws\n');
  });
  const fronts = [await openSocketIo(http, handler), await openWebSocket(http, handler)];
  http.listen(port, host);
  await once(http, 'listening');
  const closeAll = async (): Promise<void> => {
    await Promise.all(fronts.map((front) => front.close()));
    http.closeAllConnections();
    if (http.listening) await new Promise<void>((closed) => http.close(() => closed()));
  };
  let closing: Promise<void> | undefined;
  return { url: urlOf(http.address() as AddressInfo), close: () => (closing ??= closeAll()) };
}

/**
 * Serves a reference server by its names. Throws RangeError with the valid ones for a server or bug
 * that does not exist; else as `serveBehaviour`.
 */
export async function serveByName(
  options: Omit<ServeOptions, 'behaviour'> & { readonly name: string; readonly bug: string | null },
): Promise<RunningServer> {
  const { name, bug, ...rest } = options;
  return serveBehaviour({ ...rest, behaviour: behaviourOf(name, bug) });
}

/** In real time, with a store in memory. */
function startBehaviour(behaviour: Behaviour, settings: Readonly<Record<string, number>>): Handler {
  return behaviour.start({
    now: serverNowMs,
    sleep: (ms) => sleepMs(ms),
    store: memoryStore(),
    settings: settingsOf(behaviour, settings),
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
