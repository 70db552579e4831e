import type { GroupSpec } from './plan.js';
import { randomOf } from './random.js';

/** What a user, counted within its group, does in a step. */
export type KindOf = (user: number, step: number) => string;

/** All numbers that a draw can be: 2^32. */
const drawsAll = 4_294_967_296;

/**
 * The kinds of a weighted mix, drawn anew for each user and step. Nothing but whole numbers, so that every
 * machine draws alike, and no stream is kept: whoever acts, in whatever order, gets the kind that is its own.
 */
export function mixOf(
  seed: string,
  phaseIndex: number,
  { name }: Pick<GroupSpec, 'name'>,
  kinds: readonly { readonly action: string; readonly weight: number }[],
): KindOf {
  const random = randomOf(seed, `phase/${phaseIndex}/group/${name}/acts`);
  const salts = [random.below(drawsAll), random.below(drawsAll)] as const;
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const last = kinds[kinds.length - 1].action;
  return (user, step) => {
    let place = Math.floor((drawOf(salts, user, step) / drawsAll) * total);
    for (const { action, weight } of kinds) {
      if (place < weight) return action;
      place -= weight;
    }
    return last;
  };
}

/** A number of 32 bits for each pair; the mixing is that of MurmurHash3 (Appleby). */
function drawOf([salt, other]: readonly [number, number], user: number, step: number): number {
  const first = scattered(salt ^ Math.imul(user + 1, 0x9e3779b1));
  return scattered((first + other) ^ Math.imul(step + 1, 0x85ebca77)) >>> 0;
}

function scattered(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
