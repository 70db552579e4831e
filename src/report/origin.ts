import type { History } from '../history/history.js';

/**
 * What a reader counts times from, on the clock of a history: its origin where a plan of ours made it, else the
 * first send, because other tools count from anywhere, some from 1970.
 */
export function originUsOf(history: History, plan: object | null): number {
  if (plan !== null) return 0;
  const { sentAtUs } = history;
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < sentAtUs.length; row++) if (sentAtUs[row] < first) first = sentAtUs[row];
  return Number.isFinite(first) ? first : 0;
}
