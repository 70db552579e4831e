import type { Random } from '../../src/plan/random.js';

/** A permutation of 0, 1, ..., size - 1 in a seeded order. */
export function permutationOf(size: number, random: Random): Int32Array {
  return permutationsOf(size, size, random);
}

/**
 * So many numbers in a row, block after block: each block of `size` of them is a permutation of its
 * own of 0, 1, ..., size - 1, and what is left over is the beginning of one. Fisher and Yates; a
 * table of all numbers is only kept where most of them are wanted.
 */
export function permutationsOf(count: number, size: number, random: Random): Int32Array {
  const numbers = new Int32Array(count);
  for (let from = 0; from < count; from += size) {
    const wanted = Math.min(size, count - from);
    const { at, put } = wanted * sparseFactor < size ? sparse() : dense(size);
    for (let next = 0; next < wanted; next++) {
      const place = next + random.below(size - next);
      numbers[from + next] = at(place);
      put(place, at(next));
    }
  }
  return numbers;
}

/** An entry of a map costs about as much as so many of an array. */
const sparseFactor = 8;

/** The numbers not drawn yet, each at its own place unless it was moved. */
interface Table {
  readonly at: (place: number) => number;
  readonly put: (place: number, value: number) => void;
}

function dense(size: number): Table {
  const table = Int32Array.from({ length: size }, (_, place) => place);
  return {
    at: (place) => table[place],
    put: (place, value) => {
      table[place] = value;
    },
  };
}

function sparse(): Table {
  const moved = new Map<number, number>();
  return {
    at: (place) => moved.get(place) ?? place,
    put: (place, value) => void moved.set(place, value),
  };
}
