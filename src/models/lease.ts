import type { KeyField } from '../history/action.js';
import { checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a lease, as they are stored with a run. */
export interface LeaseParameters {
  readonly per: readonly KeyField[];
  /** How long a lease lasts unless it is renewed or released. */
  readonly ttlUs: number;
}

/** Who holds the key, and since when the lease runs; `null`: nobody. */
export type LeaseState = { readonly holder: string; readonly sinceUs: number } | null;

/**
 * A lock that lets go by itself. The actions are `acquire` (and whatever has no other meaning here),
 * `renew` and `release`; each is refused unless it is the user's to do: nobody acquires what is held,
 * not even who holds it, and only who holds it renews or releases.
 * @throws RangeError for an unknown or repeated field, or a duration that is no positive integer.
 */
export function lease({ per, ttlUs }: LeaseParameters): Model<LeaseState> {
  const key = checkedFields(per);
  checkedUs(ttlUs, 'a lease');
  return {
    name: 'lease',
    per: key,
    driver: {
      kind: 'bounded',
      durationsUs: [ttlUs],
      stretched: (stretch) => lease({ per, ttlUs: stretch(ttlUs) }),
    },
    parameters: { per: key, ttlUs },
    describe: `a lease of ${durationText(ttlUs)} ${perText(key)}`,
    recoveryUs: ttlUs,
    spacingUs: ttlUs,
    init: () => null,
    decide(state, { user, action }, atUs) {
      const held = state !== null && atUs - state.sinceUs < ttlUs ? state : null;
      const isHolder = held?.holder === user;
      if (action === 'release') return { accepts: isHolder, next: isHolder ? null : held };
      const accepts = action === 'renew' ? isHolder : held === null;
      return { accepts, next: accepts ? { holder: user, sinceUs: atUs } : held };
    },
  };
}
