import type { Random } from '../src/plan/random.js';
import type { Size, Strategy } from '../src/plan/strategy.js';
import { permutationOf } from './parts/permutation.js';

/**
 * A balanced Latin square (E. J. Williams, 1949), users down, steps across, rows and resources in a
 * seeded order. In a round robin a resource always goes from a user to the one before it; here
 * everybody hands over to everybody, and everybody walks from every resource to every other. For an
 * odd N no single square can do that, so every second one runs its steps the other way round.
 * With more users than resources, each block of N users is as many steps ahead as there are blocks
 * before it, so that those who share a resource change from step to step.
 */
export function latinSquare(): Strategy {
  return {
    name: 'latin-square',
    guarantees:
      'In a step no two users of a block (users 0 to N - 1, N to 2N - 1, ...) share one of the N resources; in every N steps, counted from step 0, each user visits each resource exactly once; and in these N steps (2N steps, twice, where N is odd) each of N users takes over a resource directly from each other one exactly once, and goes directly from each resource to each other one exactly once.',
    resourceOf: ({ user, step, resources, shared }) => {
      const { rows, names } = shared('latin-square', 0, square);
      const round = Math.floor(step / resources);
      const column = zigzag((step + Math.floor(user / resources)) % resources, resources);
      const turned =
        rows[user % resources] + (resources % 2 === 1 && round % 2 === 1 ? resources - column : column);
      return names[turned % resources];
    },
  };
}

interface Square {
  readonly rows: Int32Array;
  readonly names: Int32Array;
}

function square(random: Random, { resources }: Size): Square {
  return { rows: permutationOf(resources, random), names: permutationOf(resources, random) };
}

/** 0, 1, N - 1, 2, N - 2, ...: modulo an even N all differences of neighbours are different. */
function zigzag(place: number, size: number): number {
  return place % 2 === 1 ? (place + 1) / 2 : (size - place / 2) % size;
}
