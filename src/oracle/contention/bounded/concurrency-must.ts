import type { Must, Question, Search, Sighting, World } from '../search.js';
import { holdsOf, type Holds } from './holds.js';

/**
 * How many slots are certainly taken over a whole window, and how many can be: of each user the acquires
 * that were certainly accepted before it, less the releases that may have been, and the other way round.
 * A user's own release is right when one of those acquires is left, and wrong when none can be.
 */
export function concurrencyMust(world: World, limit: number): Search['must'] {
  return (question, index) => {
    const asked = question.actions[index];
    if (asked.endUs === Infinity) return null;
    const { action, user } = world.attemptAt(asked.row);
    const holds = holdsOf(question, world);
    if (action === 'release') return releaseMust(holds, question, asked, user);
    const taken = holds.certain(asked);
    if (taken.length >= limit) return { answer: 'reject', because: taken.slice(0, limit) };
    if (question.pastUntilUs !== null) return null;
    return holds.possible(asked, limit) < limit ? { answer: 'accept', because: [] } : null;
  };
}

function releaseMust(holds: Holds, { pastUntilUs }: Question, asked: Sighting, user: string): Must | null {
  if (holds.leastOf(user, asked) > 0) return { answer: 'accept', because: [] };
  if (pastUntilUs !== null || holds.mostOf(user, asked) > 0) return null;
  return { answer: 'reject', because: [] };
}
