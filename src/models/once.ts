import type { KeyField } from '../history/action.js';
import { checkedFields, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of a limit of one, as they are stored with a run. */
export interface OnceParameters {
  /** Usually user and resource: one vote each. */
  readonly per: readonly KeyField[];
  /** `reject`: a repeat is refused. `update`: it is accepted, and creates nothing new. */
  readonly onRepeat?: 'reject' | 'update';
}

/** Whether there was one. */
export type OnceState = boolean;

/**
 * One for each key: one vote per user and poll, one claim per coupon. Where a repeat updates what is
 * there (an upsert), nothing is ever refused.
 * @throws RangeError for an unknown or repeated field.
 */
export function once({ per, onRepeat = 'reject' }: OnceParameters): Model<OnceState> {
  const key = checkedFields(per);
  const updates = onRepeat === 'update';
  return {
    name: 'once',
    per: key,
    driver: { kind: 'closed-form', limit: updates ? Infinity : 1 },
    parameters: { per: key, onRepeat },
    describe: updates ? `one ${perText(key)}, which repeats update` : `one ${perText(key)}, ever`,
    recoveryUs: Infinity,
    spacingUs: 1,
    init: () => false,
    decide: (taken) => ({ accepts: updates || !taken, next: true }),
  };
}
