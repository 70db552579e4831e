import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'socket.io';
import type { Handler } from '../behaviours/behaviour.js';
import { answerEvent, answerOf, requestOf } from '../behaviours/request.js';
import type { Front } from './front.js';

type Acknowledge = (answer: unknown) => void;

/**
 * Socket.IO in front of a behaviour, under `/socket.io`. Any event is an action of its name, its
 * first argument says by whom and on what. With an acknowledgement the answer goes there; without
 * one it comes back as an event: `accepted`, `rate_limited` or `failed`. One of several nodes speaks
 * websocket only: the requests of a poll would reach another node each time.
 */
export async function openSocketIo(http: HttpServer, handler: Handler, isOneOfMany: boolean): Promise<Front> {
  const { Server } = await import('socket.io');
  const io = new Server({
    serveClient: false,
    transports: isOneOfMany ? ['websocket'] : ['websocket', 'polling'],
  });
  // Other upgrades on this port are none of its business.
  io.attach(http, { destroyUpgrade: false });
  io.on('connection', (socket) => {
    socket.onAny((event: string, ...args: unknown[]) => void answer(socket, handler, event, args));
  });
  return {
    close: async () => {
      io.disconnectSockets(true);
      await io.close();
    },
  };
}

async function answer(
  socket: Socket,
  handler: Handler,
  event: string,
  args: readonly unknown[],
): Promise<void> {
  const request = requestOf(args[0], event);
  const answered = await answerOf(handler, { ...request.action, connection: socket.id });
  const last = args.at(-1);
  if (typeof last === 'function') return (last as Acknowledge)(answered);
  const { event: name, payload } = answerEvent(request, answered);
  socket.emit(name, payload);
}
