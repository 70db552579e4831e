import { byTime, type Draft } from './draft.js';

/** Some actions in any order, and when the round behind them may begin at the earliest. */
export interface LooseRound {
  readonly drafts: readonly Draft[];
  readonly nextUs: number;
}

/** Rounds whose actions may run on into later ones, put in order: what comes too late waits for its round. */
export function* inOrder(rounds: Iterable<LooseRound>): Iterable<readonly Draft[]> {
  let late: readonly Draft[] = [];
  for (const { drafts, nextUs } of rounds) {
    const actions = [...late, ...drafts].sort(byTime);
    const cut = firstAtOrAfter(actions, nextUs);
    late = actions.slice(cut);
    yield actions.slice(0, cut);
  }
  if (late.length > 0) yield late;
}

/** Where the actions at or after an instant begin in a sorted list. */
export function firstAtOrAfter(sorted: readonly Draft[], atUs: number): number {
  let cut = sorted.length;
  while (cut > 0 && sorted[cut - 1].atUs >= atUs) cut--;
  return cut;
}
