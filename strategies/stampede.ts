import type { Strategy } from '../src/plan/strategy.js';

/**
 * In step `s` all users act on resource `s % N`: one and the same for everybody, another one next
 * time, so that no resource is special. The most contention there is. Under cooldown-aware pacing
 * every user needs a lane of its own; with fixed pacing nearly everything is refused.
 */
export function stampede(): Strategy {
  return {
    name: 'stampede',
    guarantees: 'In a step all users are on one resource; over N steps each of the N resources has its turn.',
    resourceOf: ({ step, resources }) => step % resources,
  };
}
