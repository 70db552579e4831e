import type { Strategy } from '../src/plan/strategy.js';

/** How the rotation moves on. Both are integers; negative ones turn it the other way. */
export interface RoundRobinParameters {
  /** How many resources every user moves on from step to step; 1 when absent. */
  readonly stride?: number | undefined;
  /** Where user 0 starts; 0 when absent. */
  readonly offset?: number | undefined;
}

/**
 * In step `s` user `i` acts on resource `(i + s * stride + offset) % N`: contention over time
 * without collisions at any instant. With more users than resources, users `i` and `i + N` share.
 *
 * @throws RangeError when stride or offset is no safe integer.
 */
export function roundRobin({ stride = 1, offset = 0 }: RoundRobinParameters = {}): Strategy {
  whole('stride', stride);
  whole('offset', offset);
  return {
    name: 'round-robin',
    guarantees:
      'In a step no two of N consecutive users share one of the N resources; over N steps a user visits every resource, unless the stride and N have a common divisor.',
    resourceOf: ({ user, step, resources }) => {
      const turned = (step % resources) * (stride % resources) + (offset % resources) + (user % resources);
      return ((turned % resources) + resources) % resources;
    },
  };
}

function whole(name: string, value: number): void {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`round-robin: ${name} must be an integer, not ${value}`);
}
