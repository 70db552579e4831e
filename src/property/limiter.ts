import type { Attempt } from '../models/model.js';

/** What a limiter says to an attempt: yes or no, bare or in an object. */
export type Said = boolean | { readonly accepted: boolean };

/** A limiter under test: a function, or an object with a method `attempt`; either may be async. */
export type Limiter =
  ((attempt: Attempt) => Said | Promise<Said>) | { attempt(attempt: Attempt): Said | Promise<Said> };

/**
 * Makes a limiter that has seen nothing. It is called for every schedule, so that no schedule depends
 * on another; what the limiter keeps outside of itself must be made new here, too.
 */
export type LimiterFactory = (world: World) => Limiter | Promise<Limiter>;

/** What a limiter may know of the world it is tested in. */
export interface World {
  /** Virtual time since 1970, in milliseconds; whole ones unless the unit is `us`. */
  readonly nowMs: () => number;
  /** The same in whole microseconds. */
  readonly nowUs: () => number;
  /**
   * The same store, its operations taking turns: each call of a method waits until it is let through,
   * and then runs alone. Under `checkRaces` the turns are drawn; elsewhere it is the store itself. All
   * methods must return promises.
   */
  readonly interleaved: <Store extends object>(store: Store) => Store;
}

/** Moves a clock that is not handed in, such as fake timers. Called with times that may also go back. */
export interface Clock {
  setMs(ms: number): void | Promise<void>;
}

/** Asks a limiter. @throws TypeError for an answer that is neither yes nor no, and whatever it throws. */
export async function ask(limiter: Limiter, attempt: Attempt): Promise<boolean> {
  const said: unknown = await (typeof limiter === 'function' ? limiter(attempt) : limiter.attempt(attempt));
  const accepted = typeof said === 'object' && said !== null && 'accepted' in said ? said.accepted : said;
  if (typeof accepted === 'boolean') return accepted;
  throw new TypeError(`a limiter answers true, false or { accepted }, not ${JSON.stringify(said)}`);
}
