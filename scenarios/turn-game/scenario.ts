import { defineScenario } from 'turnwise';

const tables = ['oak', 'elm', 'ash', 'fir'] as const;

/**
 * Four players at each of four tables, who move in the order of their seats. They try whether it is their turn or not:
 * one after the other, all at once, and each of them twice at one instant.
 *
 * Of all who try one may move, and everybody at the table hears of it, move after move.
 */
export default defineScenario({
  name: 'turn-game',
  description: 'whose turn it is, at four tables',
  target: { module: './server.ts', settings: { players: 4 } },
  transport: { ws: { path: '/play', query: { player: '${user}' } } },
  wire: {
    'json-id': {
      payload: { type: 'move', id: '${id}', table: '${resource}' },
      answers: [{ type: 'accepted' }, { type: 'refused' }],
      accepted: { type: 'accepted' },
      rejected: { type: 'refused', error: 'not_your_turn' },
    },
  },
  users: 4,
  resources: [...tables],
  model: { turns: { per: 'resource' } },
  phases: [
    { name: 'everybody', pacing: { fixed: { every: '60ms', jitter: '20ms' } }, steps: 25 },
    { name: 'at-once', strategy: 'stampede', pacing: { fixed: { every: '80ms' } }, steps: 15 },
    { name: 'twice', pacing: { bursts: { size: 2, gap: '0ms', pause: '80ms' } }, steps: 25 },
  ],
  session: {
    join: async (user) => {
      for (const table of tables)
        await user.join(table, () => {
          user.send({ type: 'sit', table, seat: user.index });
          return user.waitFor(({ data }) => isSeatedAt(data, table));
        });
    },
  },
  delivery: {
    frame: { type: 'moved' },
    id: 'id',
    room: 'table',
    rooms: ['${resource}'],
    echo: true,
    order: 'room',
    quiet: '1s',
  },
  state: [
    { name: 'moves', per: 'resource', count: 'accepts', start: 0, from: { url: '/tables', at: '${key}' } },
  ],
});

function isSeatedAt(data: unknown, table: string): boolean {
  const message = data as { type?: unknown; table?: unknown };
  return message.type === 'seated' && message.table === table;
}
