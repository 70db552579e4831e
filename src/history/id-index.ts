import { int32Column } from './growing.js';

/** Finds the row of an id. Numbers and texts are different ids, however alike they look. */
export interface IdIndex {
  /** -1 for an id that was never set. */
  rowOf(id: string | number): number;
  /** Sets the row of a new id. */
  set(id: string | number, row: number): void;
}

/**
 * Makes an empty index. Nearly every history counts its actions, so numbers not far above the number
 * of rows are looked up in an array; a map of a million numbers is several times larger and slower.
 */
export function idIndex(): IdIndex {
  const dense = int32Column(-1, 1024);
  const sparse = new Map<string | number, number>();
  let count = 0;
  return {
    rowOf(id) {
      const row = typeof id === 'number' && id >= 0 ? dense.get(id) : -1;
      return row !== -1 || sparse.size === 0 ? row : (sparse.get(id) ?? -1);
    },
    set(id, row) {
      count++;
      if (typeof id === 'number' && id >= 0 && id < 1024 + count * 4) dense.set(id, row);
      else sparse.set(id, row);
    },
  };
}
