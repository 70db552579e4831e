import { foreign, type Written } from './scenarios.js';

/** Scenarios that show next to nothing: everybody stays where they are, and nobody is in a hurry. */
export const weak: readonly { readonly server: string; readonly written: Written }[] = [
  weakly('arena', { cooldown: { per: 'resource', every: '200ms' } }),
  weakly('debounce', { cooldown: { per: 'resource', every: '200ms', restartOnReject: true } }),
  weakly('api', { tokenBucket: { per: 'user', capacity: 3, refillEvery: '200ms' } }),
  weakly('chat', { slidingLog: { per: 'user', limit: 3, window: '600ms' } }),
  weakly('quota', { fixedWindow: { per: 'user', limit: 3, window: '600ms' } }),
  weakly('gateway', { slidingCounter: { per: 'user', limit: 3, window: '600ms' } }),
  weakly('seats', { capacity: { per: 'resource', limit: 4 } }),
  weakly('ballot', { once: { per: 'user+resource' } }),
  weakly('locks', { lease: { per: 'resource', ttl: '300ms' } }, ['acquire']),
  weakly('game', { turns: { per: 'resource' } }),
  weakly('rooms', { concurrency: { per: 'resource', limit: 3 } }, ['acquire']),
  weakly('canvas', {
    allOf: [{ cooldown: { per: 'user', every: '300ms' } }, { cooldown: { per: 'resource', every: '200ms' } }],
  }),
];

function weakly(
  server: string,
  model: Written,
  acts?: readonly string[],
): { server: string; written: Written } {
  const phase = {
    name: 'main',
    strategy: 'dedicated',
    pacing: { fixed: { every: '2s', spread: false } },
    steps: 3,
    ...(acts !== undefined && { acts }),
  };
  return { server, written: { ...foreign, resources: 4, model, phases: [phase] } };
}
