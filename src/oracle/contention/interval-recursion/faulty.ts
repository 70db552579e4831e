import { mayBeExplained, takeBack, withdraw } from './course.js';
import { coreUntil, marginOf } from './core.js';
import { withShare } from '../pools.js';
import { spread, type Desk } from './desk.js';
import { flipAll } from './flip-all.js';
import { explain, explainAgain, type Explanation } from './forward.js';
import { rowsMeeting, type KeyRows } from './key-rows.js';
import type { Fault, KeyVerdict } from '../key-verdict.js';
import type { Budget } from '../budget.js';
import { streamed } from './streamed.js';
import { seen } from '../windows.js';

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
    explanation = without(desk, key, fault.rows[fault.rows.length - 1], explanation.placed, budget);
  }
  if (explanation.history === 'valid') flipAll(desk);
  else if (faults.length === 0) notes.push('the search for an explanation gave up');
  else notes.push('more is wrong than was searched for');
  const found = faults.length > 0 || explanation.history === 'invalid';
  return { history: found ? 'invalid' : explanation.history, faults, notes };
}

/**
 * Takes all blamed for unknown and looks again for an explanation of the rest. Rejects that nothing but
 * a blamed action could explain ask for no explanation any more: what a server does to its timer when
 * it goes wrong is anybody's guess, and must not be held against it a second time.
 */
function withoutBlamed(desk: Desk, faults: readonly Fault[], budget: Budget): Explanation {
  const { windows, course } = desk;
  const blamed = faults.map(({ rows }) => rows[rows.length - 1]);
  for (const row of blamed) windows.seen[row] = seen.absent;
  spread(desk);
  for (let reject = 0; reject < course.rejects.length; reject++)
    if (!mayBeExplained(course, reject)) windows.seen[course.rejects.rows[reject]] = seen.absent;
  for (const row of blamed) windows.seen[row] = seen.unknown;
  spread(desk);
  return explain(course, desk.progress, budget);
}

/** The same for one more, from where it matters. */
function without(desk: Desk, key: KeyRows, blamed: number, placed: number, budget: Budget): Explanation {
  const { windows, course, progress, rules } = desk;
  const { startUs, endUs } = windows;
  const dependents = rowsMeeting(key, startUs[blamed], endUs[blamed] + rules.gaps.refuseUs - 1);
  windows.seen[blamed] = seen.absent;
  for (const row of dependents) {
    if (windows.seen[row] !== seen.reject) continue;
    const causes = rowsMeeting(key, startUs[row] - rules.gaps.refuseUs + 1, endUs[row]);
    budget.left -= causes.length;
    if (budget.left <= 0) break;
    if (causes.some((cause) => windows.seen[cause] === seen.accept)) continue;
    windows.seen[row] = seen.absent;
    withdraw(course, startUs[row], row);
  }
  windows.seen[blamed] = seen.unknown;
  takeBack(course, startUs[blamed], endUs[blamed], blamed);
  const fromUs = Math.min(startUs[blamed], ...dependents.map((row) => startUs[row]));
  return explainAgain(course, progress, fromUs, placed, budget);
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
