import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import type { OutcomeKind } from '../../src/history/outcome.js';
import type { Assumptions } from '../../src/models/assumptions.js';
import type { Question, World } from '../../src/oracle/contention/search.js';
import { exactly } from './compare.js';

const outcomes: readonly OutcomeKind[] = ['dropped', 'accepted', 'rejected', 'unknown'];

/** What a search is asked about as a history of its own, with what is taken for granted about it. Ids are rows. */
export function askedHistory(
  world: World,
  { actions, pastUntilUs, isAlone }: Question,
): { readonly history: History; readonly assumptions: Assumptions } {
  const builder = historyBuilder(8);
  for (const { row, startUs, endUs, seen } of actions)
    builder.add({
      ...world.attemptAt(row),
      id: row,
      step: 0,
      intendedAtUs: startUs,
      sentAtUs: startUs,
      settledAtUs: endUs === Infinity ? null : endUs,
      outcome: outcomes[seen],
    });
  const initial = pastUntilUs === null ? 'fresh' : 'unknown';
  return { history: builder.build(), assumptions: { ...exactly, initial, exclusive: isAlone } };
}
