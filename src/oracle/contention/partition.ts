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

/** Folds field after field into one number per row: equal numbers, equal keys. */
function keysOf(
  history: History,
  per: readonly KeyField[],
): { readonly keyOf: Int32Array; readonly keys: number } {
  let keyOf: Int32Array = new Int32Array(history.length);
  let keys = history.length === 0 ? 0 : 1;
  for (const field of per) {
    const folded = numbering((history.codes(field).reduce(larger, -1) + 2) * keys, history.length);
    const codes = history.codes(field);
    for (let row = 0; row < keyOf.length; row++)
      keyOf[row] = folded.numberOf((codes[row] + 1) * keys + keyOf[row]);
    keys = folded.count();
  }
  return { keyOf, keys };
}

const larger = (a: number, b: number): number => Math.max(a, b);

/** Numbers values below a bound in order of first sight: by a table where one is small enough. */
function numbering(below: number, expected: number) {
  let count = 0;
  if (below <= 4 * expected + 1024) {
    const table = new Int32Array(below).fill(-1);
    return {
      count: () => count,
      numberOf: (value: number): number => (table[value] < 0 ? (table[value] = count++) : table[value]),
    };
  }
  const map = new Map<number, number>();
  return {
    count: () => map.size,
    numberOf(value: number): number {
      const known = map.get(value);
      if (known !== undefined) return known;
      map.set(value, map.size);
      return map.size - 1;
    },
  };
}
