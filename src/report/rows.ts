import type { History } from '../history/history.js';
import { outcomeKinds, type OutcomeKind } from '../history/outcome.js';

/** Which outcomes are looked for, by their codes: 1 or 0. */
export type Wanted = Uint8Array;

/** All outcomes but these. */
export function outcomesBut(...kinds: readonly OutcomeKind[]): Wanted {
  return Uint8Array.from(outcomeKinds, (kind) => (kinds.includes(kind) ? 0 : 1));
}

/** Those of some rows that left and ended as wanted. Loops: every row of a history comes by here. */
export function rowsEnding({ outcome, sentAtUs }: History, rows: Int32Array, wanted: Wanted): Int32Array {
  const found = new Int32Array(rows.length);
  let count = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (wanted[outcome[row]] === 1 && !Number.isNaN(sentAtUs[row])) found[count++] = row;
  }
  return found.subarray(0, count);
}

/** The times of some rows. */
export function timesOf(rows: Int32Array, timesUs: Float64Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) picked[index] = timesUs[rows[index]];
  return picked;
}
