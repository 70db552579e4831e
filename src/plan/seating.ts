import type { PhaseSpec, PlanSpec } from './plan.js';
import { randomOf, type Random } from './random.js';
import type { Seat } from './strategy.js';

/**
 * Who sits where, step by step: each call fills in every user's resource in the next step, from
 * step 0 on. A strategy that draws numbers draws them from the user's own stream, in step order.
 *
 * @throws RangeError when the strategy names a resource that does not exist.
 */
export function seatingOf(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number): (into: Int32Array) => void {
  const { strategy } = phase;
  const seat = new MovingSeat(spec, phaseIndex);
  return (into) => {
    seat.step++;
    for (seat.user = 0; seat.user < spec.users; seat.user++) {
      const resource = strategy.resourceOf(seat);
      if (!Number.isInteger(resource) || resource < 0 || resource >= spec.resources) {
        throw new RangeError(
          `strategy ${strategy.name}: user ${seat.user} in step ${seat.step} got resource ${resource}; resources go from 0 to ${spec.resources - 1}`,
        );
      }
      into[seat.user] = resource;
    }
  };
}

/** One seat moved from user to user: a plan of millions of steps must not allocate one for each. */
class MovingSeat implements Seat {
  user = 0;
  step = -1;
  readonly users: number;
  readonly resources: number;
  readonly #streams: (Random | undefined)[] = [];
  readonly #seed: string;
  readonly #phaseIndex: number;

  constructor(spec: PlanSpec, phaseIndex: number) {
    this.users = spec.users;
    this.resources = spec.resources;
    this.#seed = spec.seed;
    this.#phaseIndex = phaseIndex;
  }

  get random(): Random {
    return (this.#streams[this.user] ??= randomOf(
      this.#seed,
      `phase/${this.#phaseIndex}/strategy/user/${this.user}`,
    ));
  }
}
