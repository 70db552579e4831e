import type { Model } from '../../../models/model.js';

/** What is known of a model beyond `init` and `decide`; each fact only makes the search cheaper. */
export interface Traits {
  /**
   * Which lengths differences of instants are compared with: each duration itself, its multiples since the
   * last accept, or any sum of durations.
   */
  readonly compares: 'durations' | 'multiples' | 'sums';
  /** Whether a refused attempt leaves everything as it was. */
  readonly refusalsAreIdle: boolean;
  /** Of what nobody saw, how many instants the state can still hold. */
  readonly pastInstants: number;
  /** Whether every accept can be explained by what others may have done unseen just before. */
  readonly othersExplainAccepts: boolean;
}

const opaque: Traits = {
  compares: 'sums',
  refusalsAreIdle: false,
  pastInstants: Infinity,
  othersExplainAccepts: false,
};

const transparent: Traits = {
  compares: 'durations',
  refusalsAreIdle: true,
  pastInstants: 1,
  othersExplainAccepts: true,
};

const known: Readonly<Record<string, Traits>> = {
  lease: transparent,
  concurrency: transparent,
  turns: { ...transparent, compares: 'multiples' },
};

/** The facts about a model; a model of the user's own has none, whatever it is called. */
export function traitsOf({ name, driver }: Model): Traits {
  if (driver.kind !== 'bounded' || driver.stretched === null) return opaque;
  return Object.hasOwn(known, name) ? known[name] : opaque;
}
