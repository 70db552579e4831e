import type { Attempt } from '../../../models/model.js';
import type { Budget } from '../budget.js';
import type { Pending } from './pending.js';
import type { Reading } from './reading.js';
import { firstAtLeast } from '../sorted.js';

/** States a key may be in before its first action. */
export interface Starts {
  readonly states: readonly unknown[];
  readonly areAll: boolean;
}

const statesMost = 5000;
/** Somebody of whom nothing is seen. */
const stranger = '\u0000';

/**
 * Every state that attempts of the users seen, of others in an order of turns, or of a stranger reach until
 * the past ends. A state that holds one instant only is reached by what happens then.
 */
export function startsOf(
  reading: Reading,
  pending: Pending,
  instantsUs: Float64Array,
  order: readonly string[],
  pastFromUs: number,
  holdsOneInstant: boolean,
  budget: Budget,
): Starts {
  const fresh = reading.init();
  const { pastUntilUs } = pending;
  if (pastUntilUs === null) return { states: [fresh], areAll: true };
  const attempts = unseenAttempts(pending, order);
  const states = new Map<string, unknown>([[JSON.stringify(fresh), fresh]]);
  for (
    let index = firstAtLeast(instantsUs, instantsUs.length, pastFromUs);
    index < instantsUs.length;
    index++
  ) {
    if (instantsUs[index] > pastUntilUs) break;
    const waiting = holdsOneInstant ? [fresh] : [...states.values()];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
      for (const attempt of attempts) {
        budget.left--;
        for (const { next } of reading.decisions(state, attempt, instantsUs[index])) {
          const text = JSON.stringify(next);
          if (states.has(text)) continue;
          if (states.size >= statesMost || budget.left < 0)
            return { states: [...states.values()], areAll: false };
          states.set(text, next);
          waiting.push(next);
        }
      }
  }
  return { states: [...states.values()], areAll: true };
}

/** One attempt of each kind that could have been made unseen. */
function unseenAttempts({ answered, bounded, open }: Pending, order: readonly string[]): readonly Attempt[] {
  const all = [...answered, ...bounded, ...open].map(({ attempt }) => attempt);
  const [first] = all;
  const users = new Set([stranger, ...all.map(({ user }) => user), ...order]);
  const actions = new Set(['act', ...all.map(({ action }) => action)]);
  return [...users].flatMap((user) => [...actions].map((action) => ({ ...first, user, action, cost: 1 })));
}
