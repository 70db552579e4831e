import type { Random } from '../src/plan/random.js';
import type { Size, Strategy } from '../src/plan/strategy.js';
import { permutationsOf } from './parts/permutation.js';

/** So many seats are drawn at once, because a stream of its own for each step of two users would cost more than they. */
const seatsAtOnce = 256;

/**
 * A new seating for every step, drawn at random: the even load of a round robin without its
 * regularity, so that who comes after whom on a resource is never the same for long. With more
 * users than resources each block of N users is seated by a permutation of its own.
 */
export function shuffle(): Strategy {
  return {
    name: 'shuffle',
    guarantees:
      'In a step no two users of a block (users 0 to N - 1, N to 2N - 1, ...) share one of the N resources, in an order drawn anew for each step.',
    resourceOf: ({ user, step, users, shared }) => {
      const steps = stepsAtOnce(users);
      return shared('shuffle', Math.floor(step / steps), seatings)[step % steps][user];
    },
  };
}

function seatings(random: Random, { users, resources }: Size): Int32Array[] {
  return Array.from({ length: stepsAtOnce(users) }, () => permutationsOf(users, resources, random));
}

function stepsAtOnce(users: number): number {
  return Math.ceil(seatsAtOnce / users);
}
