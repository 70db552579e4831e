import type { Budget } from '../budget.js';
import type { Sighting } from '../search.js';
import { isImpossible } from '../searched/evidence.js';
import { seen } from '../windows.js';
import { placed } from './placed.js';
import type { RuleBench } from './rule-bench.js';
import type { RuleStretch } from './rule-stretches.js';

/** What one limit cannot have said to each row, whatever it was told; 1 where that is proven. */
export interface Cannot {
  readonly accept: Uint8Array;
  readonly refuse: Uint8Array;
}

/** Nothing is proven yet of any row. */
export const nothingProven = (rows: number): Cannot => ({
  accept: new Uint8Array(rows),
  refuse: new Uint8Array(rows),
});

/** Writes down what a limit cannot have said to the actions of a stretch. */
export function proveStretch(bench: RuleBench, stretch: RuleStretch, cannot: Cannot, budget: Budget): void {
  for (const action of stretch.question.actions) {
    if (action.seen === seen.accept)
      cannot.refuse[action.row] = isProven(bench, stretch, action, 'reject', budget);
    if (action.seen === seen.reject)
      cannot.accept[action.row] = isProven(bench, stretch, action, 'accept', budget);
  }
  for (const action of stretch.bystanders) {
    cannot.accept[action.row] = isProven(bench, stretch, action, 'accept', budget);
    if (cannot.accept[action.row] === 0)
      cannot.refuse[action.row] = isProven(bench, stretch, action, 'reject', budget);
  }
}

/** Whether a limit cannot have said something to an action, as far as is known of a stretch. */
function isProven(
  bench: RuleBench,
  { question, isExplained }: RuleStretch,
  action: Sighting,
  said: 'accept' | 'reject',
  budget: Budget,
): 0 | 1 {
  // Where others act unseen a limit may always have refused.
  if (said === 'reject' && !question.isAlone) return 0;
  const { search } = bench;
  const near = placed(question, { ...action, seen: seen[said] }, search.forgetsAfterUs);
  const must = search.must(near.question, near.index);
  if (must !== null) return must.answer === said ? 0 : 1;
  return isExplained && isImpossible(search, near.question, budget) ? 1 : 0;
}
