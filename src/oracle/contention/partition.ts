import type { KeyField } from '../../history/action.js';
import type { History } from '../../history/history.js';

/** The rows of a history, key by key. */
export interface Partition {
  readonly keys: number;
  /** Rows grouped by key, in the order of the history within each. */
  readonly rows: Int32Array;
  /** `rows[from[key]] .. rows[from[key + 1] - 1]` belong to a key; one longer than there are keys. */
  readonly from: Int32Array;
}

/** Splits a history into the keys of a model. Keys are numbered in order of their first row. */
export function partitionOf(history: History, per: readonly KeyField[]): Partition {
  const { keyOf, keys } = keysOf(history, per);
  const from = new Int32Array(keys + 1);
  for (let row = 0; row < keyOf.length; row++) from[keyOf[row] + 1]++;
  for (let key = 0; key < keys; key++) from[key + 1] += from[key];
  const next = from.slice();
  const rows = new Int32Array(history.length);
  for (let row = 0; row < history.length; row++) rows[next[keyOf[row]]++] = row;
  return { keys, rows, from };
}

/** The fields of a key, as they are in one of its rows; `null` where a row lacks the field. */
export function keyFieldsOf(
  history: History,
  per: readonly KeyField[],
  row: number,
): readonly (string | null)[] {
  return per.map((field) => {
    const code = history.codes(field)[row];
    return code < 0 ? null : history.text(field, code);
  });
}

/** A number per row: equal numbers, equal keys; numbered in order of first sight. */
interface Numbered {
  readonly keyOf: Int32Array;
  readonly keys: number;
}

/** Folds field after field into one number per row. */
function keysOf(history: History, per: readonly KeyField[]): Numbered {
  let numbered: Numbered = { keyOf: new Int32Array(history.length), keys: history.length === 0 ? 0 : 1 };
  for (const field of per) numbered = folded(numbered, history.codes(field));
  return numbered;
}

/** Keys and the codes of one more field, numbered together: by a table where one is small enough. */
function folded({ keyOf, keys }: Numbered, codes: Int32Array): Numbered {
  const below = (largest(codes) + 2) * keys;
  return below <= 4 * codes.length + 1024
    ? foldedByTable(keyOf, keys, codes, new Int32Array(below).fill(-1))
    : foldedByMap(keyOf, keys, codes);
}

function foldedByTable(keyOf: Int32Array, keys: number, codes: Int32Array, table: Int32Array): Numbered {
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    const value = (codes[row] + 1) * keys + keyOf[row];
    if (table[value] < 0) table[value] = count++;
    keyOf[row] = table[value];
  }
  return { keyOf, keys: count };
}

function foldedByMap(keyOf: Int32Array, keys: number, codes: Int32Array): Numbered {
  const numbers = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = (codes[row] + 1) * keys + keyOf[row];
    const known = numbers.get(value);
    if (known === undefined) numbers.set(value, numbers.size);
    keyOf[row] = known ?? numbers.size - 1;
  }
  return { keyOf, keys: numbers.size };
}

function largest(codes: Int32Array): number {
  let most = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row] > most) most = codes[row];
  return most;
}
