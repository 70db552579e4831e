import { defineScenario } from 'turnwise';

const lots = ['vase', 'clock', 'mirror'] as const;

/**
 * An auction in two processes. Whoever wants to pay for a lot holds it, as a lease in Redis: it ends by itself after half a
 * second unless it is renewed or released. Nobody else may hold the lot meanwhile, renew it or give it back. Each hold carries a
 * number that only grows. Bidders come right before and behind the end of a lease, do all three things by chance, and meet
 * at one instant, each at the process that the balancer gave it.
 */
export default defineScenario({
  name: 'auction',
  description: 'lots that one bidder holds at a time, by a lease in Redis',
  target: { module: './server.ts', settings: { leaseMs: 500 } },
  transport: { 'socket-io': { auth: { user: '${user}' } } },
  wire: {
    'event-ack': {
      event: '${action}',
      payload: { id: '${id}', lot: '${resource}' },
      rejected: { ok: false },
      token: 'token',
    },
  },
  users: 6,
  resources: [...lots],
  model: { lease: { per: 'resource', ttl: '500ms' } },
  phases: [
    {
      name: 'edge',
      pacing: { probing: { offsets: ['-60ms', '-40ms', '+40ms'], margin: '30ms' } },
      steps: 3,
      acts: ['acquire'],
    },
    {
      name: 'bidding',
      strategy: 'random',
      pacing: { fixed: { every: '90ms', jitter: '40ms' } },
      steps: 30,
      acts: ['acquire', 'release', 'renew'],
    },
    { name: 'duels', pacing: { duels: { margin: '30ms' } }, steps: 15, acts: ['acquire'] },
  ],
  session: {
    join: async (user) => {
      for (const lot of lots) await user.join(lot, () => user.request('watch', lot));
    },
  },
  delivery: { event: ['lot'], id: 'id', room: 'lot', rooms: ['${resource}'], echo: true, quiet: '1s' },
  oracle: { tick: '2ms' },
});
