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
export interface Seat {
  readonly user: number;
  readonly step: number;
  readonly users: number;
  readonly resources: number;
  /** The user's own stream: drawing from it never disturbs another user's plan. */
  readonly random: Random;
}
