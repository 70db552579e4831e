import type { Attempt } from '../../models/model.js';
import type { Readings } from './readings.js';

/** Everything a key may remember: one state where nothing is left open. */
export type States = readonly unknown[];

/** More possible states than this are not followed. */
export const statesMost = 4096;

/** What a key that nobody has touched remembers. */
export const untouched = (readings: Readings): States => distinct(readings.map((reading) => reading.init()));

/**
 * What the key remembers after an attempt at an instant, if it was answered so; `null` for the
 * answer: whatever it was. Empty: no correct limiter gives that answer.
 */
export function replayed(
  readings: Readings,
  states: States,
  attempt: Attempt,
  atUs: number,
  answer: 'accept' | 'reject' | null,
): States {
  const next: unknown[] = [];
  for (const state of states) {
    for (const reading of readings) {
      const decision = reading.decide(state, attempt, atUs);
      if (answer === null || decision.accepts === (answer === 'accept')) next.push(decision.next);
    }
  }
  return distinct(next);
}

/** States are plain JSON: equal texts, equal states. */
function distinct(states: readonly unknown[]): States {
  if (states.length < 2) return states;
  return [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
}
