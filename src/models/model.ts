import type { KeyField } from '../history/action.js';

/** What an action looks like to a model: everything but time and key. */
export interface Attempt {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  readonly cost: number;
  readonly value?: string;
  readonly token?: number;
}

/** Which search of `oracle/contention/` decides this model exactly, with its numbers. */
export type Driver = { readonly kind: 'interval-recursion'; readonly everyUs: number };

/**
 * A contention model: what a correct limiter answers, as plain values and pure functions.
 * `init` and `decide` are the sequential specification that every search is tested against.
 */
export interface Model<State = unknown> {
  /** The name used in scenarios and reports, e.g. `cooldown`. */
  readonly name: string;
  /** The fields that together make the key a limit is counted on; empty means one key for all. */
  readonly per: readonly KeyField[];
  readonly driver: Driver;
  /** The parameters as the scenario gave them, durations in microseconds; stored with the run. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** In words, with the numbers: "a cooldown of 200 ms per resource". */
  readonly describe: string;
  /** After this long without an attempt a key is as good as new. */
  readonly recoveryUs: number;
  /** The least time between two accepts on one key: what cooldown-aware pacing spaces by. */
  readonly spacingUs: number;
  /** The state of a key nobody has touched. */
  init(): State;
  /** The answer to an attempt at an instant (integer microseconds, never decreasing). */
  decide(state: State, attempt: Attempt, atUs: number): Decision<State>;
}

/** What a correct limiter answers, and what it remembers from then on. */
export interface Decision<State> {
  readonly accepts: boolean;
  readonly next: State;
}
