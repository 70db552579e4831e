import type { Random } from '../src/plan/random.js';
import type { Size, Strategy } from '../src/plan/strategy.js';
import { permutationOf } from './parts/permutation.js';

/**
 * Who duels whom, and on what: the circle method of round-robin tournaments. Two users share a
 * resource in a step, and next time each has another opponent; an odd number of users leaves one
 * out in turn, alone. Pair after pair sits on the resources in a row; each step moves the row on by
 * one, and each tournament by one more. The seed says who starts where.
 */
export function pairs(): Strategy {
  return {
    name: 'pairs',
    guarantees:
      'Counted from step 0, in every U - 1 steps (U where the number U of users is odd) each user is paired with each other user exactly once, and in N such tournaments exactly once on each of the N resources; with resources enough for all pairs, and for the one left out, nobody else is there.',
    resourceOf: ({ user, step, users, resources, shared }) => {
      const place = shared('pairs', 0, circle)[user];
      const chairs = users + (users % 2);
      const rounds = chairs - 1;
      const round = step % rounds;
      const tournament = Math.floor(step / rounds);
      return (tableOf(place, round, chairs) + ((round + tournament) % resources)) % resources;
    },
  };
}

function circle(random: Random, { users }: Size): Int32Array {
  return permutationOf(users, random);
}

/**
 * The table of a place in a round: 0, 1, ..., chairs / 2 - 1. Places `i` and `j` on the circle meet
 * in the round `i + j` modulo its length; who would meet itself meets the last chair, which is not
 * on the circle, and empty where users are odd. Both are at table 0.
 */
function tableOf(place: number, round: number, chairs: number): number {
  const length = chairs - 1;
  if (place === length) return 0;
  // Half of the round, modulo the odd length: the place that would meet itself.
  const middle = (round * (chairs / 2)) % length;
  const distance = (place - middle + length) % length;
  return Math.min(distance, length - distance);
}
