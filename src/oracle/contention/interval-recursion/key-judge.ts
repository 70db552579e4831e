import { courseOf, type Rules } from './course.js';
import { poolsOf, withShare } from '../pools.js';
import { spread, type Desk } from './desk.js';
import { judgeFaulty } from './faulty.js';
import { flipAll } from './flip-all.js';
import { explain, progressOf } from './forward.js';
import { keyRowsOf } from './key-rows.js';
import type { KeyJudge } from '../key-verdict.js';
import type { Windows } from '../windows.js';

/**
 * The exact judge of limits where only the last accept counts. A key is searched for an explanation;
 * if there is one, each answer is turned round to see whether it was the only right one. If there is
 * none, pairs of windows say who is wrong; those count as unknown from then on, and the search goes on.
 */
export function intervalRecursion(
  rules: Rules,
  windows: Windows,
  outcome: Uint8Array,
  capacity: number,
  minMarginUs: number,
): KeyJudge {
  const course = courseOf(rules, capacity);
  const progress = progressOf(capacity);
  const pools = poolsOf(outcome.length);
  return {
    judge(rows) {
      const desk: Desk = { rules, windows, outcome, rows, course, progress, minMarginUs, pools };
      const startUs = spread(desk);
      const explanation = withShare(pools.search, 500_000 + 100 * rows.length, (budget) =>
        explain(course, progress, budget),
      );
      if (explanation.history !== 'valid')
        return judgeFaulty(desk, keyRowsOf(rules, windows, rows, startUs), explanation);
      flipAll(desk);
      return { history: 'valid', faults: [], notes: [] };
    },
  };
}
