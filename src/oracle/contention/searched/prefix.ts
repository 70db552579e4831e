import type { Budget } from '../budget.js';
import type { Search, Sighting } from '../search.js';
import { seen, type Windows } from '../windows.js';
import { isImpossible, leastWhere } from './evidence.js';
import { partOf } from './parts.js';
import { sightingsOf, stretchesOf, type Setting } from './stretches.js';

/** How far a key that has no explanation still had one. */
export interface Prefix {
  /** How many answers, in order of their sends, can be explained together. */
  readonly answers: number;
  /** When the first one that cannot be added was sent, before windows widened. */
  readonly row: number;
}

const isAnswer = ({ seen: kind }: Sighting): boolean => kind !== seen.unknown;

/** The longest beginning of a key that has an explanation; `null` when the budget does not tell. */
export function explainedPrefix(
  search: Search,
  setting: Setting,
  windows: Windows,
  rows: Int32Array,
  budget: Budget,
): Prefix | null {
  let answers = 0;
  for (const question of stretchesOf(sightingsOf(windows, rows, setting), setting)) {
    const { actions } = question;
    if (!isImpossible(search, question, budget)) {
      if (budget.left <= 0) return null;
      answers += actions.filter(isAnswer).length;
      continue;
    }
    const count = leastWhere(1, actions.length, (most) =>
      isImpossible(search, partOf(question, 0, most), budget),
    );
    if (budget.left <= 0) return null;
    return {
      answers: answers + actions.slice(0, count - 1).filter(isAnswer).length,
      row: actions[count - 1].row,
    };
  }
  return null;
}
