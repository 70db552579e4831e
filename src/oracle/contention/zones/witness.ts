import type { Course, Line, Steps } from './course.js';
import type { Clock } from './rules.js';

/**
 * Tries to make an explanation with plain numbers: accepts in order of their windows, first as early
 * as the limiter can, then as late as leaves room for the rest. True is a proof, one instant for each
 * accept; false says nothing. What most keys of a correct limiter need, and many times cheaper than zones.
 */
export function hasWitness({ accepts, refused }: Course, clock: Clock): boolean {
  const pending = new Int32Array(refused.length);
  if (isPlayed(accepts, refused, clock, accepts.startUs, pending)) return true;
  return isPlayed(accepts, refused, clock, latestOf(accepts, clock), pending);
}

/** Plays every accept at the least instant from `wishedUs` on; sooner where a refusal must be explained. */
function isPlayed(
  { length, startUs, endUs, cost }: Line,
  refused: readonly Steps[],
  clock: Clock,
  wishedUs: Float64Array,
  pending: Int32Array,
): boolean {
  clock.reset();
  pending.fill(0);
  let nowUs = -Infinity;
  for (let index = 0; index < length; index++) {
    let byUs = wishedUs[index];
    for (let gate = 0; gate < refused.length; gate++)
      if (pending[gate] < refused[gate].length) byUs = Math.min(byUs, refused[gate].endUs[pending[gate]]);
    nowUs = Math.max(nowUs, startUs[index], byUs, clock.earliestUs(cost[index]));
    if (nowUs > endUs[index]) return false;
    clock.accept(nowUs, cost[index]);
    for (let gate = 0; gate < refused.length; gate++) {
      const untilUs = clock.refusesUntilUs(refused[gate].cost);
      if (untilUs > nowUs && !goesOn(refused[gate], gate, nowUs, untilUs, pending)) return false;
    }
  }
  return refused.every(({ length }, gate) => pending[gate] === length);
}

/** Refusals begin at `nowUs`: those that were over by then must have been explained before. */
function goesOn(
  { length, startUs, endUs }: Steps,
  gate: number,
  nowUs: number,
  untilUs: number,
  pending: Int32Array,
): boolean {
  let index = pending[gate];
  if (index < length && endUs[index] < nowUs) return false;
  while (index < length && startUs[index] < untilUs) index++;
  pending[gate] = index;
  return true;
}

/** The latest instants that leave every later accept its room, as far as that is easily known. */
function latestOf({ length, startUs, endUs, cost }: Line, clock: Clock): Float64Array {
  const latestUs = new Float64Array(length);
  clock.reset();
  let nowUs = -Infinity;
  for (let index = length - 1; index >= 0; index--) {
    nowUs = Math.max(nowUs, -endUs[index]);
    if (clock.isReversible) {
      nowUs = Math.max(nowUs, clock.earliestUs(cost[index]));
      clock.accept(nowUs, cost[index]);
    }
    latestUs[index] = Math.max(startUs[index], -nowUs);
  }
  return latestUs;
}
