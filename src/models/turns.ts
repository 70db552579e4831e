import type { KeyField } from '../history/action.js';
import { checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Model } from './model.js';

/** The settings of turn-taking, as they are stored with a run. */
export interface TurnsParameters {
  readonly per: readonly KeyField[];
  /** Who moves after whom, by name; the first one begins. */
  readonly order: readonly string[];
  /** After this long without a move the turn passes on; absent: never. */
  readonly timeoutUs?: number;
}

/** Whose turn it was last known to be, as an index, and since when; `null`: the first move is still to come. */
export type TurnsState = { readonly turn: number; readonly sinceUs: number | null };

/**
 * One moves, then the next: a move is accepted from whose turn it is, and refused from everybody
 * else. The time of a turn runs from the move before it, so the first turn lasts until it is used.
 * @throws RangeError for an unknown or repeated field, an order without names or with one twice, or
 *   a duration that is no positive integer.
 */
export function turns({ per, order, timeoutUs }: TurnsParameters): Model<TurnsState> {
  const key = checkedFields(per);
  if (order.length === 0) throw new RangeError('turns need an order with at least one name');
  if (new Set(order).size < order.length) throw new RangeError('the order of turns names somebody twice');
  if (timeoutUs !== undefined) checkedUs(timeoutUs, 'a turn');
  const timeout = timeoutUs === undefined ? '' : `, passed on after ${durationText(timeoutUs)}`;
  return {
    name: 'turns',
    per: key,
    driver: {
      kind: 'bounded',
      durationsUs: timeoutUs === undefined ? [] : [timeoutUs],
      stretched: (stretch) =>
        turns(timeoutUs === undefined ? { per, order } : { per, order, timeoutUs: stretch(timeoutUs) }),
    },
    parameters: timeoutUs === undefined ? { per: key, order } : { per: key, order, timeoutUs },
    describe: `turns of ${order.length} users ${perText(key)}${timeout}`,
    recoveryUs: Infinity,
    spacingUs: 1,
    init: () => ({ turn: 0, sinceUs: null }),
    decide(state, { user }, atUs) {
      const { turn, sinceUs } = state;
      const passed =
        sinceUs === null || timeoutUs === undefined ? 0 : Math.floor((atUs - sinceUs) / timeoutUs);
      const current = (turn + passed) % order.length;
      if (order[current] !== user) return { accepts: false, next: state };
      return { accepts: true, next: { turn: (current + 1) % order.length, sinceUs: atUs } };
    },
  };
}
