import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { partitionOf } from '../oracle/contention/partition.js';
import { ascending, countUpTo } from './sorted.js';

/**
 * How many pairs of answered actions met on one key that was free: their windows overlap, and at
 * least one of the two was accepted. Only there can a server that checks and then sets lose a race;
 * a run without such a pair has looked for none.
 */
export function meetingsOf(history: History, per: readonly KeyField[]): number {
  const { keys, rows, from } = partitionOf(history, per);
  let pairs = 0;
  for (let key = 0; key < keys; key++) {
    const answered = [...rows.subarray(from[key], from[key + 1])].filter((row) => isAnswered(history, row));
    const refused = answered.filter((row) => history.outcomeAt(row) === 'rejected');
    pairs += overlapsOf(history, answered) - overlapsOf(history, refused);
  }
  return pairs;
}

function isAnswered(history: History, row: number): boolean {
  const outcome = history.outcomeAt(row);
  const tookUs = (history.settledAtUs[row] ?? Number.NaN) - (history.sentAtUs[row] ?? Number.NaN);
  return (outcome === 'accepted' || outcome === 'rejected') && tookUs > 0 && Number.isFinite(tookUs);
}

/** Pairs of rows whose windows have more than an instant in common. */
function overlapsOf({ sentAtUs, settledAtUs }: History, rows: readonly number[]): number {
  const sends = ascending(rows.map((row) => sentAtUs[row] ?? Number.NaN));
  const ends = ascending(rows.map((row) => settledAtUs[row] ?? Number.NaN));
  let pairs = 0;
  for (const [before, send] of sends.entries()) pairs += before - countUpTo(ends, send);
  return pairs;
}
