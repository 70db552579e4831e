import type { Pair } from '../behaviours/paired.js';
import { accusationsIn, judgedDay } from './models.js';

/** What many days of a correct server came to. */
export interface GateCount {
  readonly accusations: readonly string[];
  readonly accepts: number;
  readonly rejects: number;
  readonly answered: number;
  /** Keys on which the search gave up. */
  readonly unknown: number;
}

/** How many of some days are played: a search that tries every order takes its time. */
export function daysFor({ model, blind }: Pair, most: number): number {
  return (blind ?? model).driver.kind === 'bounded' ? Math.ceil(most / 2) : most;
}

/**
 * Plays many days against a correct server, and gives the accusations, of which there must be none,
 * and what was decided.
 */
export async function modelGate(pair: Pair, seeds: readonly string[]): Promise<GateCount> {
  const accusations: string[] = [];
  const counts = { accepts: 0, rejects: 0, answered: 0, unknown: 0 };
  for (const seed of seeds) {
    const judged = await judgedDay(pair, seed);
    accusations.push(...accusationsIn(pair.title, judged));
    const { trueAccepts, trueRejects, decided, undecidable, keys } = judged.verdict;
    counts.accepts += trueAccepts;
    counts.rejects += trueRejects;
    counts.answered += decided + undecidable;
    counts.unknown += keys.unknown;
  }
  return { accusations, ...counts };
}
