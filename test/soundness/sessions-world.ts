import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What the small server of these worlds is asked, and how it may be slow or forgetful without being wrong. */
export interface World {
  /** Called for each accepted action after its answer has left, with what sends its broadcast. */
  readonly afterAnswer?: (broadcast: () => void) => void;
  /** Connections of this user are silently dead: nothing of the server's arrives any more, pongs included, but answers. */
  readonly deadTo?: string;
  /** Answers to paths: JSON, or `undefined` for 404. */
  readonly pages?: Readonly<Record<string, () => unknown>>;
}

interface Frame {
  readonly type: string;
  readonly id: number;
  readonly user: string;
  readonly room: string;
}

export interface Running {
  readonly url: string;
  /** Names of who is in, by room: whoever disconnects is out. */
  members(): Record<string, string[]>;
  /** Accepted actions by room, over all that was ever asked. */
  readonly votes: Record<string, number>;
  close(): Promise<void>;
}

/** Plain WebSocket: `join` a room, `vote` in it; members get `{type: 'news', id, room}` of each vote. */
export async function startWorld(world: World = {}): Promise<Running> {
  const rooms = new Map<string, Map<WebSocket, string>>();
  const votes: Record<string, number> = {};
  const members = (): Record<string, string[]> =>
    Object.fromEntries([...rooms].map(([room, who]) => [room, [...who.values()]]));
  const http = createServer((request, response) => {
    const page =
      world.pages?.[request.url ?? ''] ?? { '/rooms': members, '/votes': () => votes }[request.url ?? ''];
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(JSON.stringify(page()));
  });
  const server = new WebSocketServer({ server: http, autoPong: false });
  const isDead = (socket: WebSocket): boolean =>
    [...rooms.values()].some((who) => who.get(socket) === world.deadTo && world.deadTo !== undefined);
  server.on('connection', (socket) => {
    socket.on('ping', (data) => isDead(socket) || socket.pong(data));
    socket.on('close', () => rooms.forEach((who) => who.delete(socket)));
    socket.on('message', (data) => {
      const { type, id, user, room } = JSON.parse((data as Buffer).toString()) as Frame;
      if (type === 'join')
        rooms.set(room, (rooms.get(room) ?? new Map<WebSocket, string>()).set(socket, user));
      else votes[room] = (votes[room] ?? 0) + 1;
      socket.send(JSON.stringify({ type: type === 'join' ? 'joined' : 'voted', id, ok: true }));
      if (type === 'join') return;
      const broadcast = (): void =>
        rooms
          .get(room)
          ?.forEach((_, member) => isDead(member) || member.send(JSON.stringify({ type: 'news', id, room })));
      if (world.afterAnswer === undefined) broadcast();
      else world.afterAnswer(broadcast);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    members,
    votes,
    close: async () => {
      server.clients.forEach((socket) => socket.terminate());
      server.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
