import { defineScenario } from 'turnwise';

/** Thirty people vote on ten options. An option takes one vote every 200 ms, whoever casts it. */
export default defineScenario({
  name: 'voting',
  description: 'thirty voters, ten options, one vote per option every 200 ms',
  target: 'arena',
  transport: 'socket-io',
  wire: {
    'event-ack': {
      event: 'vote',
      payload: { user: '${user}', resource: '${resource}' },
      accepted: { ok: true },
      rejected: { ok: false, error: 'cooldown' },
      reason: 'error',
      retryAfter: 'retryAfterMs',
    },
  },
  users: 30,
  resources: 10,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [
    {
      // Three users share an option in every step: three lanes, 230 ms apart.
      name: 'rotation',
      strategy: 'round-robin',
      pacing: { cooldownAware: { margin: '30ms', rejects: 0.2, jitter: '5ms' } },
      steps: 13,
    },
    {
      // Two users released together: what finds servers that check first and write later.
      name: 'duels',
      pacing: { duels: { margin: '30ms' } },
      steps: 15,
    },
  ],
});
