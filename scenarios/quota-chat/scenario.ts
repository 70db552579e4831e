import { defineScenario } from 'turnwise';

const rooms = ['lobby', 'garden', 'kitchen'] as const;

/**
 * A chat with a quota, in two processes that count in one Redis. Everybody is in one room and writes more than is
 * allowed there; what is too much comes back as a `rate_limited` event. The window is short here, so that many of them
 * pass in a minute; the server's own default is 100 messages a minute (`target.settings`, `model`).
 *
 * Three things are asked at once: is each message let through or refused as the quota says; can the quota be shaken off
 * by a new connection, a second one or another process (`evasion`); and does everybody in a room, at whichever process,
 * hear of each message once, and nobody else.
 */
export default defineScenario({
  name: 'quota-chat',
  description: 'messages per user and window, counted in Redis, over two processes',
  target: { module: './server.ts', settings: { limit: 4, windowMs: 2000 } },
  transport: { 'socket-io': { transports: ['polling', 'websocket'], auth: { user: '${user}' } } },
  wire: {
    'event-reject': {
      event: 'post',
      payload: { id: '${id}', room: '${resource}', text: 'hello, ${resource}' },
      id: 'id',
      // What failed is neither a yes nor a no: read by the patterns, which fit neither.
      acceptedBy: ['sent', 'failed'],
      rejectedBy: ['rate_limited', 'failed'],
      accepted: { ok: true },
    },
  },
  users: 12,
  resources: [...rooms],
  groups: [
    { name: 'members', share: 1 },
    { name: 'lurkers', users: 3, listens: true },
  ],
  model: { fixedWindow: { per: 'user', limit: 4, window: '2s' } },
  strategy: 'dedicated',
  pacing: { fixed: { every: '220ms', jitter: '60ms' } },
  steps: 28,
  evasion: ['reconnect', 'secondTab', 'otherNode'],
  session: {
    // The page comes first, and with it the balancer's cookie, which all connections of a user share.
    login: (user) => user.fetch('/'),
    join: async (user) => {
      const room = rooms[user.index % rooms.length] ?? rooms[0];
      await user.join(room, () => user.request('join', room));
    },
  },
  delivery: {
    event: ['message'],
    id: 'id',
    room: 'room',
    rooms: ['${resource}'],
    echo: true,
    order: 'sender',
    quiet: '1s',
  },
  oracle: { tick: '2ms' },
  watch: { every: '1s', health: '/health' },
});
