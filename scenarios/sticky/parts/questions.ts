/** Ten guests who ask more often than they may, and try again with a new connection. */
export const questions = {
  target: { module: '../server.ts', settings: { cooldownMs: 1500 } },
  wire: {
    'event-ack': {
      event: 'ask',
      payload: 'why is it called ${resource}?',
      rejected: { ok: false, error: 'cooldown' },
      retryAfter: 'retryAfterMs',
    },
  },
  users: 10,
  resources: ['turnwise'],
  model: { cooldown: { per: 'user', every: '1500ms' } },
  pacing: { fixed: { every: '700ms', jitter: '60ms' } },
  steps: 12,
  evasion: ['reconnect'],
} as const;
