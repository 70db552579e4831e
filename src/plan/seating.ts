import type { PhaseSpec, PlanSpec } from './plan.js';
import { randomOf, type Random } from './random.js';
import type { Seat, Size, Strategy } from './strategy.js';

/**
 * Who sits where, step by step: each call fills in every user's resource in the next step, from
 * step 0 on. A strategy that draws numbers draws them from the user's own stream, in step order.
 *
 * @throws RangeError when the strategy throws, or names a resource that does not exist.
 */
export function seatingOf(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number): (into: Int32Array) => void {
  const { strategy } = phase;
  const seat = new MovingSeat(spec, phaseIndex);
  return (into) => {
    seat.step++;
    for (seat.user = 0; seat.user < spec.users; seat.user++) {
      const resource = askedOf(strategy, seat);
      if (!Number.isInteger(resource) || resource < 0 || resource >= spec.resources) {
        throw new RangeError(
          `strategy ${strategy.name}: user ${seat.user} in step ${seat.step} got resource ${shown(resource)}; resources go from 0 to ${spec.resources - 1}`,
        );
      }
      into[seat.user] = resource;
    }
  };
}

/** Whatever it is: text of objects may be anybody's code, too. */
function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}

/** A strategy may be anybody's code: what it throws is a mistake in the scenario. */
function askedOf(strategy: Strategy, seat: Seat): number {
  try {
    return strategy.resourceOf(seat);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(
      `strategy ${strategy.name}: user ${seat.user} in step ${seat.step} got no resource, as it threw: ${why}`,
      { cause: error },
    );
  }
}

/** What is kept under a name: the value of the turn at hand, and no other. */
interface Kept {
  turn: number;
  value: unknown;
}

/** One seat moved from user to user: a plan of millions of steps must not allocate one for each. */
class MovingSeat implements Seat {
  user = 0;
  step = -1;
  readonly users: number;
  readonly resources: number;
  readonly #size: Size;
  readonly #streams: (Random | undefined)[] = [];
  readonly #kept = new Map<string, Kept>();
  readonly #prefix: string;
  readonly #seed: string;

  constructor({ users, resources, seed }: PlanSpec, phaseIndex: number) {
    this.users = users;
    this.resources = resources;
    this.#size = { users, resources };
    this.#seed = seed;
    this.#prefix = `phase/${phaseIndex}/strategy`;
  }

  get random(): Random {
    return (this.#streams[this.user] ??= randomOf(this.#seed, `${this.#prefix}/user/${this.user}`));
  }

  readonly shared = <T>(name: string, turn: number, make: (random: Random, size: Size) => T): T => {
    const kept = this.#kept.get(name);
    // Whoever asks under a name made the value itself: names are the strategy's own.
    if (kept?.turn === turn) return kept.value as T;
    const value = make(randomOf(this.#seed, `${this.#prefix}/shared/${name}/${turn}`), this.#size);
    this.#kept.set(name, { turn, value });
    return value;
  };
}
