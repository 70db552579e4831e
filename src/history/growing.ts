type NumberArray = Float64Array | Int32Array | Uint8Array;

/**
 * A column that grows as rows are written, and takes no memory before its first value: a run that
 * never sees a fencing token must not pay for the column.
 */
export interface GrowingColumn<A extends NumberArray> {
  readonly used: boolean;
  /** The value of a row; the column's fill where nothing was written. */
  get(row: number): number;
  set(row: number, value: number): void;
  /** A copy of the first `length` rows without slack, in the given order of rows, or as they stand. */
  trimmed(length: number, order: Uint32Array | null): A;
}

/** Makes a column of doubles: times, numbers. */
export const float64Column = (fill: number, capacity: number) =>
  growingColumn<Float64Array>((length) => new Float64Array(length).fill(fill), fill, capacity);
/** Makes a column of dictionary codes. */
export const int32Column = (fill: number, capacity: number) =>
  growingColumn<Int32Array>((length) => new Int32Array(length).fill(fill), fill, capacity);
/** Makes a column of small codes. */
export const uint8Column = (fill: number, capacity: number) =>
  growingColumn<Uint8Array>((length) => new Uint8Array(length).fill(fill), fill, capacity);

/** Grows by half, so that a column is never more than a third empty. `make` returns filled arrays. */
function growingColumn<A extends NumberArray>(
  make: (length: number) => A,
  fill: number,
  capacity: number,
): GrowingColumn<A> {
  const empty = make(0);
  let values = empty;
  const grow = (row: number): void => {
    const old = values;
    values = make(Math.max(capacity, row + 1, Math.ceil(old.length * 1.5)));
    values.set(old);
  };
  return {
    get used() {
      return values !== empty;
    },
    get: (row) => (row < values.length ? values[row] : fill),
    set(row, value) {
      if (row >= values.length) grow(row);
      values[row] = value;
    },
    trimmed(length, order) {
      const result = make(length);
      if (order === null) result.set(values.subarray(0, length));
      else
        for (let row = 0; row < length; row++)
          result[row] = order[row] < values.length ? values[order[row]] : fill;
      return result;
    },
  };
}
