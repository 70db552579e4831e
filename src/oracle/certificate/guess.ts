import type { Question, Sighting } from '../contention/search.js';
import { seen } from '../contention/windows.js';
import { ordered } from './ordered.js';
import type { Ground, Placed } from './placed.js';

/** Where in its window an action is guessed to have been decided. */
const guesses: readonly ((action: Sighting) => number)[] = [
  ({ startUs, endUs }) => Math.floor((startUs + endUs) / 2),
  ({ startUs }) => startUs,
  ({ endUs }) => endUs,
];

/**
 * Instants by simple guesses: all in the middle of their windows, all at the beginning, all at the end;
 * what nobody saw answered never ran. Mostly one of them will do. `null`: none does.
 */
export function guessed(ground: Ground, { actions }: Question): readonly Placed[] | null {
  for (const guess of guesses) {
    const placed = actions.map((action): Placed => {
      if (action.seen === seen.unknown) return { row: action.row, atUs: null, decision: null };
      return { row: action.row, atUs: guess(action), decision: decisionOf(action) };
    });
    const order = ordered(ground, placed);
    if (order !== null) return order;
  }
  return null;
}

/** What was decided, as far as it was seen. */
export const decisionOf = ({ seen: kind }: Sighting): 'accept' | 'reject' =>
  kind === seen.accept ? 'accept' : 'reject';
