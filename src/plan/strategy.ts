import type { Random } from './random.js';

/**
 * Who acts on what: a pure function of user, step and the seed. User and resource are 0-based indices.
 */
export interface Strategy {
  /** As scenarios write it, e.g. `round-robin`. */
  readonly name: string;
  /** What holds for every plan made with it, in one sentence; its law is tested. */
  readonly guarantees: string;
  /** The resource of a user in a step: an integer in [0, resources). */
  readonly resourceOf: (seat: Seat) => number;
}

/** What a strategy may look at. */
export interface Seat extends Size {
  readonly user: number;
  readonly step: number;
  /** The user's own stream: drawing from it never disturbs another user's plan. */
  readonly random: Random;
  /**
   * Something all users see alike, such as the order of a round: made once from a stream of this
   * name and turn, and kept until another turn of the same name is asked for. A turn is a number
   * that never falls from step to step: 0 for the whole phase, the step itself for each step anew.
   * What is made must depend on nothing but the arguments of `make`.
   */
  readonly shared: <T>(name: string, turn: number, make: (random: Random, size: Size) => T) => T;
}

/** How many there are of each. */
export interface Size {
  readonly users: number;
  readonly resources: number;
}
