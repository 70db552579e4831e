import type { Strategy } from '../src/plan/strategy.js';

/**
 * User `i` stays on resource `i % N`. With at most N users nobody ever meets anybody: a baseline
 * for latency, and a check that a limit does not leak from one resource to another.
 */
export function dedicated(): Strategy {
  return {
    name: 'dedicated',
    guarantees:
      'A user never changes its resource; with at most N users no resource is touched by two of them.',
    resourceOf: ({ user, resources }) => user % resources,
  };
}
