import type { KeyField } from '../../history/action.js';
import type { History } from '../../history/history.js';
import { partitionOf, type Partition } from '../contention/partition.js';
import type { Telling } from './telling.js';

/** The keys of a history, and which of them each row is on. */
interface Keyed extends Partition {
  readonly keyOf: Int32Array;
}

const known = new WeakMap<History, Map<string, Keyed>>();

/** All rows of the key that a row is on, in order of sending: what sentences look up beside the proof. */
export function keyRowsOf({ history, per }: Telling, row: number): Int32Array {
  const { keyOf, rows, from } = keyedOf(history, per);
  return rows.subarray(from[keyOf[row]], from[keyOf[row] + 1]);
}

/** Made once for all the sentences on one history. */
function keyedOf(history: History, per: readonly KeyField[]): Keyed {
  const made = known.get(history) ?? new Map<string, Keyed>();
  known.set(history, made);
  const name = per.join('+');
  const keyed = made.get(name) ?? keyedAnew(history, per);
  made.set(name, keyed);
  return keyed;
}

function keyedAnew(history: History, per: readonly KeyField[]): Keyed {
  const partition = partitionOf(history, per);
  const keyOf = new Int32Array(history.length);
  for (let key = 0; key < partition.keys; key++)
    for (let at = partition.from[key]; at < partition.from[key + 1]; at++) keyOf[partition.rows[at]] = key;
  return { ...partition, keyOf };
}

/** The other actions of the key that may have been accepted, and before an action was answered. */
export function othersBefore(telling: Telling, row: number): readonly number[] {
  const { history } = telling;
  const others: number[] = [];
  for (const other of keyRowsOf(telling, row))
    if (other !== row && mayCount(history, other) && history.sentAtUs[other] <= history.settledAtUs[row])
      others.push(other);
  return others;
}

/** Whether an action may have been accepted, as far as its outcome says. */
export function mayCount(history: History, row: number): boolean {
  const outcome = history.outcomeAt(row);
  return outcome !== 'rejected' && outcome !== 'dropped' && !Number.isNaN(history.sentAtUs[row]);
}

/** Whether two rows are on one key. */
export function isOnKeyOf({ history, per }: Telling, row: number, other: number): boolean {
  return per.every((field) => history.codes(field)[row] === history.codes(field)[other]);
}
