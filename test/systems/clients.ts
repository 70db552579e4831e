import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import type { ServerModule } from 'turnwise';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions, type RawData } from 'ws';

export type Json = Readonly<Record<string, unknown>>;

/** Starts a system's server inside this process, on a free port, until the test is over. */
export async function startSystem(
  { start, settings = {} }: ServerModule,
  { bug = null, ...over }: { bug?: string | null; settings?: Readonly<Record<string, number>> } = {},
): Promise<string> {
  const options = { port: 0, host: '127.0.0.1', redis: null, node: 0, nodes: 1 };
  const server = await start({ ...options, bug, settings: { ...settings, ...over.settings } });
  onTestFinished(() => server.close());
  return server.url;
}

/** Posts JSON; gives the status and the JSON of the answer. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, body: (await response.json()) as Json };
}

/** A raw client: what it got so far, and a way to wait for more. */
export interface RawClient {
  /** In order of arrival. */
  readonly frames: readonly Json[];
  readonly send: (frame: Json) => void;
  /** The first frame that fits, arrived already or to come. */
  readonly saw: (wanted: Json) => Promise<Json>;
  readonly socket: WebSocket;
}

/** Opens a WebSocket; rejects when it is refused. */
export async function connectRaw(url: string, options: ClientOptions = {}): Promise<RawClient> {
  const socket = new WebSocket(url.replace('http', 'ws'), options);
  onTestFinished(() => socket.terminate());
  const frames: Json[] = [];
  const looking = new Set<() => void>();
  socket.on('message', (data: RawData) => {
    frames.push(JSON.parse(Buffer.from(data as Buffer).toString()) as Json);
    for (const look of looking) look();
  });
  await once(socket, 'open');
  const saw = (wanted: Json): Promise<Json> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = frames.find((frame) => fits(frame, wanted));
        if (found === undefined) return;
        looking.delete(look);
        resolve(found);
      };
      looking.add(look);
      look();
    });
  return { frames, saw, socket, send: (frame) => socket.send(JSON.stringify(frame)) };
}

/** Whether a frame has all that is wanted. */
export function fits(frame: Json, wanted: Json): boolean {
  return Object.entries(wanted).every(([key, value]) => frame[key] === value);
}

/** A raw Socket.IO client, connected, that keeps every event it gets. */
export async function connectSocketIo(
  url: string,
  auth: Json,
  transports: string[] = ['websocket'],
): Promise<{ readonly socket: Socket; readonly events: (readonly [string, Json])[] }> {
  const socket = io(url, { auth, transports, forceNew: true, reconnection: false, autoConnect: false });
  onTestFinished(() => void socket.disconnect());
  const events: (readonly [string, Json])[] = [];
  socket.onAny((event: string, payload: Json) => void events.push([event, payload]));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
  return { socket, events };
}
