/** What of a WebSocket of the package `ws` a ping needs. */
interface PingSocket {
  ping(): void;
  once(event: 'pong', listener: () => void): unknown;
}

/** Pings through a socket, and says whether it could: not all that carry messages are WebSockets. */
export function pingThrough(socket: unknown, pong: () => void): boolean {
  if (!canPing(socket)) return false;
  socket.once('pong', pong);
  socket.ping();
  return true;
}

function canPing(socket: unknown): socket is PingSocket {
  const { ping, once } = (socket ?? {}) as Partial<PingSocket>;
  return typeof ping === 'function' && typeof once === 'function';
}
