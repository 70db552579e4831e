import type { Gaps } from '../gaps.js';
import type { Question, Search, Sighting, World } from '../search.js';
import { seen } from '../windows.js';
import { lastMovesOf } from './last-moves.js';

/**
 * Whose turn it certainly is: that of the one after the last move, when it is certain which move was the
 * last one before the window, and how often the turn has passed on since.
 */
export function turnsMust(world: World, order: readonly string[], timeout: Gaps | null): Search['must'] {
  return (question, index) => {
    const asked = question.actions[index];
    const { user } = world.attemptAt(asked.row);
    if (!order.includes(user)) return { answer: 'reject', because: [] };
    if (asked.endUs === Infinity) return null;
    const last = lastMove(question, asked);
    if (last === null) return null;
    const because = last === 'none' ? [] : [last.row];
    const turns = last === 'none' ? [0] : turnsAfter(world, order, timeout, last, asked);
    if (!turns.some((turn) => order[turn] === user)) return { answer: 'reject', because };
    return turns.every((turn) => order[turn] === user) ? { answer: 'accept', because: [] } : null;
  };
}

/** The move that was certainly the last one; `none`: there was none yet; `null`: nobody knows. */
function lastMove(question: Question, asked: Sighting): Sighting | 'none' | null {
  const { last, isCertain } = lastMovesOf(question)(asked);
  if (!isCertain) return null;
  const { pastUntilUs } = question;
  if (last === null) return pastUntilUs === null ? 'none' : null;
  return last.seen === seen.accept && (pastUntilUs === null || pastUntilUs < last.startUs) ? last : null;
}

/** Whose turn it may be, as indices, somewhere in a window after a move. */
function turnsAfter(
  world: World,
  order: readonly string[],
  timeout: Gaps | null,
  last: Sighting,
  asked: Sighting,
): readonly number[] {
  const next = order.indexOf(world.attemptAt(last.row).user) + 1;
  if (timeout === null) return [next % order.length];
  const least = Math.floor((asked.startUs - last.endUs) / timeout.refuseUs);
  const most = Math.floor((asked.endUs - last.startUs) / timeout.acceptUs);
  const passed = Math.min(most - least + 1, order.length);
  return Array.from({ length: passed }, (_, more) => (next + least + more) % order.length);
}
