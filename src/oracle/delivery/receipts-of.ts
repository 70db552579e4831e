import type { History } from '../../history/history.js';
import { idIndex } from '../../history/id-index.js';

/** The receipts of a history by the rows of their actions, and in order of arrival for each. */
export interface ReceiptsByRow {
  /** Row of the action of each receipt, -1 for a stranger: of no action that was ever sent, or from before it was. */
  readonly rows: Int32Array;
  readonly strangers: number;
  /** Indices of receipts, those of one row together and in order of arrival. */
  readonly order: Int32Array;
  /** Where those of a row begin in `order`; one more than there are rows. */
  readonly from: Int32Array;
}

/** Sorts receipts by their actions: counting, not comparing, because there may be millions. */
export function receiptsByRow(history: History): ReceiptsByRow {
  const { receipts, sentAtUs } = history;
  const rowOf = rowsById(history);
  const rows = new Int32Array(receipts.length);
  const from = new Int32Array(history.length + 1);
  let strangers = 0;
  for (let index = 0; index < receipts.length; index++) {
    const row = rowOf(receipts.action[index]);
    // What never left, or had not left yet, is nobody's but a stranger's; NaN is never earlier than anything.
    const isOurs = row >= 0 && sentAtUs[row] <= receipts.atUs[index];
    rows[index] = isOurs ? row : -1;
    if (isOurs) from[row + 1]++;
    else strangers++;
  }
  for (let row = 0; row < history.length; row++) from[row + 1] += from[row];
  const next = from.slice();
  const order = new Int32Array(receipts.length - strangers);
  for (let index = 0; index < receipts.length; index++)
    if (rows[index] >= 0) order[next[rows[index]]++] = index;
  return { rows, strangers, order, from };
}

function rowsById(history: History): (id: number) => number {
  if (history.receipts.length === 0) return () => -1;
  const index = idIndex();
  for (let row = 0; row < history.length; row++) index.set(history.actionAt(row).id, row);
  return (id) => index.rowOf(id);
}
