import type { KeyField } from '../history/action.js';
import { checkedFields } from './checked.js';
import type { Model } from './model.js';

/** A limiter of the user's own, as plain values and pure functions. */
export interface OwnModel<State> {
  readonly name: string;
  readonly per: readonly KeyField[];
  /** In words, with the numbers: what reports call the limit. */
  readonly describe: string;
  /**
   * The lengths of time `decide` compares differences of instants with; sums of them are found. The
   * judge is exact when there is no other use of time, and says `unknown` where it cannot know.
   */
  readonly durationsUs: readonly number[];
  /** After this long without an attempt a key is as good as new; absent: never. */
  readonly recoveryUs?: number;
  /**
   * No instant is ever compared with one that is longer ago than this, not even by way of a sum kept in
   * the state. Say it where it is true: without it a long history can be proven right, but hardly wrong.
   */
  readonly remembersUs?: number;
  /** A time between two attempts that is always enough; absent: the recovery. */
  readonly spacingUs?: number;
  /** The state of a key nobody has touched: plain JSON. */
  init(): State;
  decide: Model<State>['decide'];
}

/**
 * A model from a plain record, judged by trying every order and instant that can matter within a
 * budget. For limits that have no name here yet.
 * @throws RangeError for an unknown or repeated field.
 */
export function ownModel<State>(own: OwnModel<State>): Model<State> {
  const recoveryUs = own.recoveryUs ?? Infinity;
  return {
    name: own.name,
    per: checkedFields(own.per),
    driver: {
      kind: 'bounded',
      durationsUs: [...own.durationsUs],
      stretched: null,
      ...(own.remembersUs === undefined ? {} : { remembersUs: own.remembersUs }),
    },
    parameters: {},
    describe: own.describe,
    recoveryUs,
    spacingUs: own.spacingUs ?? (Number.isFinite(recoveryUs) ? recoveryUs : 1),
    init: () => own.init(),
    decide: (state, attempt, atUs) => own.decide(state, attempt, atUs),
  };
}
