import { takeBack } from './course.js';
import { coreUntil, marginOf } from './core.js';
import { spread, withShare, type Desk } from './desk.js';
import { flipAll } from './flip-all.js';
import { explain, explainAgain, type Explanation } from './forward.js';
import type { KeyRows } from './key-rows.js';
import type { Fault, KeyVerdict } from './key-verdict.js';
import type { Budget } from './levels.js';
import { streamed } from './streamed.js';
import { seen } from './windows.js';

/** More answers without a culprit than that on one key tell nobody anything new. */
const unexplainedMost = 100;

/**
 * Judges a key for which no explanation was found: who is wrong as pairs of windows tell, then what
 * still has no explanation together. The blamed count as unknown from then on, so that the next fault
 * found is another one.
 */
export function judgeFaulty(desk: Desk, key: KeyRows, first: Explanation): KeyVerdict {
  const { windows, rows } = desk;
  const answers = rows.map((row) => windows.seen[row]);
  const verdict = withShare(desk.pools.evidence, 400_000 + 100 * rows.length, (budget) =>
    search(desk, key, first, budget),
  );
  rows.forEach((row, index) => (windows.seen[row] = answers[index]));
  return verdict;
}

function search(desk: Desk, key: KeyRows, first: Explanation, budget: Budget): KeyVerdict {
  const faults = streamed(desk, key, budget);
  const notes = budget.left > 0 ? [] : ['too much is wrong to make all evidence minimal'];
  let explanation = faults.length === 0 ? first : withoutBlamed(desk, faults, budget);
  for (let count = 0; explanation.history === 'invalid' && count < unexplainedMost; count++) {
    const fault = unexplained(desk, key, explanation.placed, budget);
    if (fault === null) break;
    faults.push(fault);
    explanation = without(desk, fault.rows[fault.rows.length - 1], budget);
  }
  if (explanation.history === 'valid') flipAll(desk);
  else if (faults.length === 0) notes.push('the search for an explanation gave up');
  else notes.push('more is wrong than was searched for');
  const found = faults.length > 0 || explanation.history === 'invalid';
  return { history: found ? 'invalid' : explanation.history, faults, notes };
}

/** Takes all blamed for unknown and looks again for an explanation of the rest. */
function withoutBlamed(desk: Desk, faults: readonly Fault[], budget: Budget): Explanation {
  for (const { rows } of faults) desk.windows.seen[rows[rows.length - 1]] = seen.unknown;
  spread(desk);
  return explain(desk.course, desk.progress, budget);
}

/** The same for one more, from where it matters. */
function without({ windows, course, progress, rows }: Desk, blamed: number, budget: Budget): Explanation {
  windows.seen[blamed] = seen.unknown;
  takeBack(course, windows.startUs[blamed], windows.endUs[blamed], blamed);
  budget.left -= Math.ceil(rows.length / 64);
  return explainAgain(course, progress, windows.startUs[blamed], budget);
}

/** Answers that have no explanation together although none of them is provably wrong. */
function unexplained(desk: Desk, key: KeyRows, placed: number, budget: Budget): Fault | null {
  const { accepts, acceptsUntilUs } = desk.course;
  const untilUs = placed < accepts.length ? acceptsUntilUs[placed + 1] : Infinity;
  const rows = coreUntil(key, untilUs, budget) ?? coreUntil(key, Infinity, budget);
  if (rows === null) return null;
  const marginUs = marginOf(key, rows, budget);
  const isNearEdge = marginUs < desk.minMarginUs;
  return { kind: 'no-explanation', rows, marginUs, isNearEdge, idleSinceUs: NaN };
}
