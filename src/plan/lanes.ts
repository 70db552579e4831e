import type { KeySpace } from './key-space.js';
import type { PhaseSpec, PlanSpec } from './plan.js';
import { seatingOf } from './seating.js';

/** Which lane each user takes in a step; returns how many lanes the step needs. */
export type LaneDealer = (resources: Int32Array, into: Int32Array) => number;

/** Users that share a key in a step take lanes in the order of their numbers. */
export function laneDealerOf(keys: KeySpace, resources: number): LaneDealer {
  if (keys.hasUser) {
    return (_resources, into) => {
      into.fill(0);
      return 1;
    };
  }
  const taken = new Int32Array(keys.hasResource ? resources : 1);
  return (seats, into) => {
    taken.fill(0);
    let most = 0;
    for (let user = 0; user < seats.length; user++) {
      const key = keys.keyOf(user, seats[user]);
      const lane = taken[key];
      into[user] = lane;
      taken[key] = lane + 1;
      most = Math.max(most, lane + 1);
    }
    return most;
  };
}

/** The most lanes any step of a phase needs: every step gets that many, so that steps are equally long. */
export function lanesOf(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number, keys: KeySpace): number {
  if (keys.hasUser) return 1;
  const seats = new Int32Array(spec.users);
  const lanes = new Int32Array(spec.users);
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const deal = laneDealerOf(keys, spec.resources);
  let most = 1;
  for (let step = 0; step < phase.steps; step++) {
    seatNext(seats);
    most = Math.max(most, deal(seats, lanes));
  }
  return most;
}
