import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { partitionOf } from '../oracle/contention/partition.js';
import { outcomesBut, rowsEnding, timesOf } from './rows.js';
import { ascending } from './sorted.js';

/**
 * How many pairs of answered actions met on one key that was free: their windows overlap, and at
 * least one of the two was accepted. Only there can a server that checks and then sets lose a race;
 * a run without such a pair has looked for none.
 */
export function meetingsOf(
  history: History,
  per: readonly KeyField[],
  { keys, rows, from } = partitionOf(history, per),
): number {
  let pairs = 0;
  for (let key = 0; key < keys; key++) {
    const answered = rowsEnding(history, rows.subarray(from[key], from[key + 1]), isAnswer);
    const refused = rowsEnding(history, answered, isRefusal);
    // Pairs of which both were refused met on a key that was not free.
    pairs += overlapsOf(history, answered) - overlapsOf(history, refused);
  }
  return pairs;
}

const isAnswer = outcomesBut('error', 'unknown', 'dropped');
const isRefusal = outcomesBut('accepted', 'error', 'unknown', 'dropped');

/** Pairs of rows whose windows have more than an instant in common. */
function overlapsOf({ sentAtUs, settledAtUs }: History, rows: Int32Array): number {
  const lasting = rows.filter((row) => isLasting(settledAtUs[row] - sentAtUs[row]));
  const sends = ascending(timesOf(lasting, sentAtUs));
  const ends = ascending(timesOf(lasting, settledAtUs));
  let pairs = 0;
  let ended = 0;
  for (let before = 0; before < sends.length; before++) {
    while (ended < ends.length && ends[ended] <= sends[before]) ended++;
    pairs += before - ended;
  }
  return pairs;
}

const isLasting = (tookUs: number): boolean => tookUs > 0 && Number.isFinite(tookUs);
