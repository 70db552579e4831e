import { defineScenario } from 'turnwise';
import { live, subscribe } from '../parts/live.js';

const channels = ['north', 'east', 'south', 'west', 'coast', 'hills'] as const;

/**
 * Forty-eight people in six channels with a slow mode: one post per user and second, whatever its connection. Every two
 * seconds 20 % of them lose theirs without a word, come back at once and subscribe again.
 *
 * The slow mode must survive that, and so must the subscriptions: who is back hears of everything again, for good.
 */
export default defineScenario({
  ...live,
  name: 'chaos',
  description: 'every two seconds a fifth of the users fall off and come back',
  target: { module: '../burst/server.ts', settings: { slowModeMs: 1000, graceMs: 1000 } },
  users: 48,
  resources: [...channels],
  model: { cooldown: { per: 'user', every: '1s' } },
  strategy: 'dedicated',
  pacing: { fixed: { every: '600ms', jitter: '200ms' } },
  steps: 20,
  connect: { reconnectAfter: '50ms' },
  session: {
    join: (user) => subscribe(user, channels[user.index % channels.length] ?? channels[0]),
  },
  faults: [{ drop: { at: '1500ms', share: '20%', how: 'cut', backAfter: '50ms', every: '2s' } }],
  watch: { every: '1s', health: '/health' },
});
