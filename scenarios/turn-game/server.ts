import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineServer } from 'turnwise';
import { WebSocketServer, type WebSocket } from 'ws';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';

/** Who sits where, and how many moves there have been. */
interface Table {
  readonly seats: Map<string, number>;
  readonly watching: Set<WebSocket>;
  moves: number;
}

/** What a client may say. */
type Said =
  | { readonly type: 'sit'; readonly table: string; readonly seat: number }
  | { readonly type: 'move'; readonly table: string; readonly id: number };

export default defineServer({
  describe:
    'games for so many players at a table, who move in the order of their seats; all at the table see each move',
  settings: { players: 4, rulesMs: 3 },
  bugs: {
    'moves-twice':
      'asks whose turn it is, asks the rules, and only then passes the turn on: two moves get through',
  },

  async start({ port, host, bug, settings }) {
    const { players = 4, rulesMs = 3 } = settings;
    const tables = new Map<string, Table>();
    const tableOf = (name: string): Table => {
      const table = tables.get(name) ?? { seats: new Map(), watching: new Set(), moves: 0 };
      tables.set(name, table);
      return table;
    };
    /** Is this a legal move? Another service knows. */
    const askRules = (): Promise<void> => sleep(rulesMs);

    const move = async (
      player: string,
      { table: name, id }: { table: string; id: number },
    ): Promise<object> => {
      const table = tableOf(name);
      if (table.seats.get(player) !== table.moves % players)
        return { type: 'refused', id, error: 'not_your_turn' };
      if (bug === 'moves-twice') await askRules();
      const number = (table.moves += 1);
      if (bug !== 'moves-twice') await askRules();
      const news = JSON.stringify({ type: 'moved', table: name, id, player, number });
      for (const socket of table.watching) socket.send(news);
      return { type: 'accepted', id, number };
    };

    const moves = (): object => Object.fromEntries([...tables].map(([name, table]) => [name, table.moves]));
    const http: Server = createServer(
      jsonPages({ '/tables': moves, '/health': () => healthOf(sockets.clients.size) }),
    );
    const sockets = new WebSocketServer({ server: http, path: '/play' });
    sockets.on('connection', (socket, request) => {
      const player = new URL(request.url ?? '/', 'http://game').searchParams.get('player') ?? '';
      const answer = (message: object): void => socket.send(JSON.stringify(message));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        for (const { watching } of tables.values()) watching.delete(socket);
      });
      socket.on('message', (data: Buffer) => {
        const said = read(data);
        if (said === null) return answer({ type: 'error', error: 'sit at a table, then move' });
        if (said.type === 'move') return void move(player, said).then(answer);
        const table = tableOf(said.table);
        table.seats.set(player, said.seat);
        table.watching.add(socket);
        answer({ type: 'seated', table: said.table, seat: said.seat, moves: table.moves });
      });
    });
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        await hangUp(http);
      },
    };
  },
});

function read(data: Buffer): Said | null {
  try {
    const said = JSON.parse(data.toString()) as Record<string, unknown> | null;
    if (said === null || typeof said['table'] !== 'string' || said['table'].length > 100) return null;
    const { type, table, seat, id } = said;
    if (type === 'sit' && typeof seat === 'number') return { type, table, seat };
    return type === 'move' && typeof id === 'number' ? { type, table, id } : null;
  } catch {
    return null;
  }
}
