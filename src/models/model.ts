import type { KeyField } from '../history/action.js';
import type { Driver } from './driver.js';

/** What an action looks like to a model: everything but time. */
export interface Attempt {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  /** How much of the limit it takes: a whole number, at least 1. */
  readonly cost: number;
  readonly value?: string;
  /** The other fields a limit may be counted on; only compositions look at them. */
  readonly connection?: string;
  readonly node?: string;
  readonly group?: string;
  readonly phase?: string;
  readonly machine?: string;
}

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
  /** After this long without an attempt a key is as good as new; `Infinity`: never. */
  readonly recoveryUs: number;
  /** A time between attempts on one key that is always enough for both: what cooldown-aware pacing spaces by. */
  readonly spacingUs: number;
  /** The state of a key nobody has touched. States are plain JSON: equal texts, equal states. */
  init(): State;
  /** The answer to an attempt at an instant (integer microseconds, never decreasing). */
  decide(state: State, attempt: Attempt, atUs: number): Decision<State>;
}

/** What a correct limiter answers, and what it remembers from then on. */
export interface Decision<State> {
  readonly accepts: boolean;
  readonly next: State;
}
