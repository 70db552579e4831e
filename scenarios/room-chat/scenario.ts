import { defineScenario, type SessionUser } from 'turnwise';
import { strangersLetIn } from './parts/stranger.js';

const rooms = ['hall', 'attic', 'cellar', 'garden', 'kitchen', 'roof'] as const;

/**
 * A chat over plain WebSocket. Everybody gets a token by HTTP and connects with it in the query, subscribes to three rooms and
 * publishes in all of them. Drifters leave and enter rooms all the while. Asked is that everybody who
 * surely is in a room gets its messages, in their order, nobody who has surely left it, and that a guessed token is
 * refused: `strangers` stays 0.
 */
export default defineScenario({
  name: 'room-chat',
  description: 'subscriptions come and go while everybody publishes',
  target: { module: './server.ts' },
  transport: { ws: { path: '/chat' } },
  wire: {
    'json-id': {
      payload: { type: 'publish', id: '${id}', room: '${resource}', text: '${user} says ${step}' },
      answers: [{ type: 'published' }, { type: 'error' }],
      accepted: { type: 'published' },
      rejected: { type: 'error' },
    },
  },
  users: 24,
  resources: [...rooms],
  groups: [
    { name: 'regulars', share: 2 },
    { name: 'drifters', share: 1 },
  ],
  pacing: { fixed: { every: '300ms', jitter: '100ms' } },
  steps: 24,
  session: {
    login: async (user) => {
      const response = await user.fetch('/tokens', {
        method: 'POST',
        body: JSON.stringify({ name: user.name }),
      });
      user.vars['token'] = ((await response.json()) as { token: string }).token;
    },
    connect: ({ vars }) => ({ query: { token: String(vars['token']) } }),
    join: async (user) => {
      user.vars['rooms'] = new Set<string>();
      for (const offset of [0, 1, 2])
        await enter(user, rooms[(user.index + offset) % rooms.length] ?? 'hall');
    },
    background: { drift: { every: '250ms', run: drift } },
  },
  delivery: {
    frame: { type: 'message' },
    id: 'ref',
    room: 'room',
    rooms: ['${resource}'],
    echo: true,
    order: 'room',
    quiet: '1s',
  },
  state: [
    {
      name: 'strangers',
      start: 0,
      count: () => null,
      read: async ({ target }) => ({ 'let in': await strangersLetIn(target) }),
    },
  ],
});

/** Leaves a room or enters another, by the seed. */
async function drift(user: SessionUser): Promise<void> {
  if (user.group !== 'drifters') return;
  const room = rooms[user.random.below(rooms.length)] ?? 'hall';
  await ((user.vars['rooms'] as Set<string>).has(room) ? exit(user, room) : enter(user, room));
}

async function enter(user: SessionUser, room: string): Promise<void> {
  await user.join(room, () => ask(user, 'subscribe', room));
  (user.vars['rooms'] as Set<string>).add(room);
}

async function exit(user: SessionUser, room: string): Promise<void> {
  await user.leave(room, () => ask(user, 'unsubscribe', room));
  (user.vars['rooms'] as Set<string>).delete(room);
}

/** Asks, and awaits the confirmation. */
async function ask(user: SessionUser, type: 'subscribe' | 'unsubscribe', room: string): Promise<void> {
  user.send({ type, room });
  await user.waitFor(({ data }) => {
    const frame = data as { readonly type?: unknown; readonly room?: unknown };
    return frame.type === `${type}d` && frame.room === room;
  });
}
