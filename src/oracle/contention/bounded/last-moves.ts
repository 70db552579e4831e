import { firstAtLeast } from '../sorted.js';
import type { Question, Sighting } from '../search.js';
import { seen } from '../windows.js';

/** What was accepted last before an action, as far as windows tell. */
export interface LastMove {
  readonly last: Sighting | null;
  /** Whether every other accept was certainly before that one, or certainly after the action. */
  readonly isCertain: boolean;
}

const known = new WeakMap<Question['actions'], (asked: Sighting) => LastMove>();

/** Made once for each question, however many of its actions are asked about. */
export function lastMovesOf({ actions }: Question): (asked: Sighting) => LastMove {
  const made = known.get(actions);
  if (made !== undefined) return made;
  const lastMoves = lastMovesAmong(actions.filter(({ seen: kind }) => kind !== seen.reject));
  known.set(actions, lastMoves);
  return lastMoves;
}

/** The candidate is the one that ends last of those that began in time; all others must be over before it began. */
function lastMovesAmong(moves: readonly Sighting[]): (asked: Sighting) => LastMove {
  const startsUs = Float64Array.from(moves, ({ startUs }) => startUs);
  const latest = latestThree(moves);
  return (asked) => {
    const until = firstAtLeast(startsUs, startsUs.length, asked.endUs + 1);
    const others = latest[until].filter((move) => move !== asked);
    const [last = null, before = null] = others;
    if (last === null) return { last, isCertain: true };
    const isBefore = before === null || before.endUs < last.startUs;
    return { last, isCertain: last.endUs < asked.startUs && isBefore };
  };
}

/** For each number of moves, in order of start, the three of them that end last, the last one first. */
function latestThree(moves: readonly Sighting[]): readonly (readonly Sighting[])[] {
  const latest: (readonly Sighting[])[] = [[]];
  for (const move of moves) {
    const kept = [...(latest.at(-1) ?? []), move].sort((a, b) =>
      a.endUs === b.endUs ? 0 : b.endUs - a.endUs,
    );
    latest.push(kept.slice(0, 3));
  }
  return latest;
}
