import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { partitionOf } from '../oracle/contention/partition.js';
import { outcomesBut, rowsEnding, timesOf } from './rows.js';
import { ascending } from './sorted.js';

/**
 * How many pairs of answered actions met on one key that was free: their windows overlap, and at
 * least one of the two was accepted. Only there can a server that checks and then sets lose a race;
 * a run without such a pair has looked for none. `rowsMost`: only among the first so many rows.
 */
export function meetingsOf(
  history: History,
  per: readonly KeyField[],
  { keys, rows, from } = partitionOf(history, per),
  rowsMost = history.length,
): number {
  let pairs = 0;
  for (let key = 0; key < keys; key++) {
    const onKey = rows.subarray(from[key], from[key + 1]);
    const early = rowsMost < history.length ? onKey.filter((row) => row < rowsMost) : onKey;
    const answered = rowsEnding(history, early, isAnswer);
    const refused = rowsEnding(history, answered, isRefusal);
    // Pairs of which both were refused met on a key that was not free.
    pairs += overlapsOf(history, answered) - overlapsOf(history, refused);
  }
  return pairs;
}

const isAnswer = outcomesBut('error', 'unknown', 'dropped');
const isRefusal = outcomesBut('accepted', 'error', 'unknown', 'dropped');

/**
 * The first of some rows of one key at which two of them had met, at least one of the two accepted: the
 * later of the pair; `null` where no two did.
 */
export function firstMeetingOf(history: History, rows: readonly number[]): number | null {
  const { sentAtUs, settledAtUs } = history;
  const answered = rowsEnding(history, Int32Array.from(rows), isAnswer)
    .filter((row) => isLasting(settledAtUs[row] - sentAtUs[row]))
    .sort();
  let answeredUntilUs = Number.NEGATIVE_INFINITY;
  let acceptedUntilUs = Number.NEGATIVE_INFINITY;
  for (const row of answered) {
    const isAccept = history.outcomeAt(row) === 'accepted';
    if (sentAtUs[row] < (isAccept ? answeredUntilUs : acceptedUntilUs)) return row;
    answeredUntilUs = Math.max(answeredUntilUs, settledAtUs[row]);
    if (isAccept) acceptedUntilUs = Math.max(acceptedUntilUs, settledAtUs[row]);
  }
  return null;
}

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
