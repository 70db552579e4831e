import type { Strategy } from '../src/plan/strategy.js';

/**
 * Every user picks a resource at random in every step, all alike: the traffic of people who do not
 * know of each other. Nothing is even, so a run has to be long before every pair has met.
 */
export function random(): Strategy {
  return {
    name: 'random',
    guarantees:
      'Each user draws from a stream of its own, each of the N resources with the same chance; more users change nothing for the ones that are there.',
    resourceOf: ({ random, resources }) => random.below(resources),
  };
}
