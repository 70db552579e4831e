import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';

/** An open plain WebSocket to a reference server. */
export async function openWs(url: string, path = '/ws'): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws') + path);
  await once(socket, 'open');
  return socket;
}

/** Sends one frame and reads one back. */
export async function exchange(socket: WebSocket, frame: string | Uint8Array): Promise<unknown> {
  const answered = once(socket, 'message');
  socket.send(frame);
  const [data] = (await answered) as [Buffer];
  return JSON.parse(data.toString());
}

/** A connected Socket.IO client with its own connection. */
export async function openSocketIo(
  url: string,
  transports: readonly ('websocket' | 'polling')[] = ['websocket'],
): Promise<Socket> {
  const socket = io(url, { transports: [...transports], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Resolves with the first event of a name. */
export function eventOf(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}
