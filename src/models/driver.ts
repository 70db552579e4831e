import type { Model } from './model.js';

/**
 * Which search of `oracle/contention/` decides a model, with the numbers it needs. Each is exact
 * where it says so; the searches share nothing with `decide`, which they are tested against.
 */
export type Driver =
  /** Only the last accept counts, and refusals change nothing. Exact. */
  | { readonly kind: 'interval-recursion'; readonly everyUs: number }
  /** Every attempt starts the time again; after `limit` attempts nothing is accepted until it has run out. Exact. */
  | { readonly kind: 'restarting'; readonly limit: number; readonly windowUs: number }
  /** Instants and their differences; refusals change nothing. Exact where all costs on a key are 1. */
  | { readonly kind: 'zones'; readonly limiter: ZoneLimiter }
  /** Windows aligned to a clock; `originUs`: when one of them begins, `null` when nobody knows. Exact for `fixed`. */
  | {
      readonly kind: 'phases';
      readonly counter: 'fixed' | 'sliding';
      readonly limit: number;
      readonly windowUs: number;
      readonly originUs: number | null;
    }
  /** A number that only grows: no time in it. `limit` `Infinity`: everything is accepted. Exact. */
  | { readonly kind: 'closed-form'; readonly limit: number }
  /**
   * Nothing but `init` and `decide`: every order and every instant that can matter is tried, within a
   * budget. Exact when `decide` looks at time only by comparing differences of decision instants with
   * sums of `durationsUs`. `stretched`: the same model with other durations; `null` where nobody can say.
   */
  | {
      readonly kind: 'bounded';
      readonly durationsUs: readonly number[];
      readonly stretched: ((stretch: (durationUs: number) => number) => Model) | null;
      /** Instants further apart are never compared, not even by way of others; absent: they may be. */
      readonly remembersUs?: number;
    }
  /** Several limits at once, each on its own key: accepted by all or by none. */
  | { readonly kind: 'composed'; readonly rules: readonly Model[] };

/** What the zone monitor can follow. */
export type ZoneLimiter =
  /** A bucket of `capacity` tokens, one more each `refillEveryUs`. */
  | { readonly kind: 'bucket'; readonly capacity: number; readonly refillEveryUs: number }
  /** At most `limit` accepts in any `windowUs`. */
  | { readonly kind: 'log'; readonly limit: number; readonly windowUs: number }
  /** At most `limit` accepts until a window ends that begins with the first (`never`) or with each accept (`accept`). */
  | {
      readonly kind: 'window';
      readonly limit: number;
      readonly windowUs: number;
      readonly refresh: 'never' | 'accept';
    };

/** The lengths of time a driver compares instants with; `null` where it looks at time in another way. */
export function durationsOf(driver: Driver): readonly number[] | null {
  switch (driver.kind) {
    case 'interval-recursion':
      return [driver.everyUs];
    case 'restarting':
      return [driver.windowUs];
    case 'zones':
      return [driver.limiter.kind === 'bucket' ? driver.limiter.refillEveryUs : driver.limiter.windowUs];
    case 'closed-form':
      return [];
    case 'bounded':
      return driver.durationsUs;
    case 'phases':
    case 'composed':
      return null;
  }
}

/** The limits that hold at once, each on its own key: those of a composition, else the model itself. */
export function rulesOf(model: Model): readonly Model[] {
  return model.driver.kind === 'composed' ? model.driver.rules : [model];
}
