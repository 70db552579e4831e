import { firstAtLeast } from '../sorted.js';

/** Closed intervals of time with the rows they belong to, in columns that are used again and again. */
export interface Intervals {
  length: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly rows: Int32Array;
  add(startUs: number, endUs: number, row: number): void;
  /** Takes one out of sorted intervals; returns where it was, or -1. */
  remove(row: number, startUs: number): number;
  /** Puts one into sorted intervals; returns where. */
  insert(startUs: number, endUs: number, row: number): number;
  /** By start, then end, then row. Linear when they nearly stand in that order. */
  sort(): void;
}

/** Makes an empty set with a fixed capacity. */
export function intervals(capacity: number): Intervals {
  const startUs = new Float64Array(capacity);
  const endUs = new Float64Array(capacity);
  const rows = new Int32Array(capacity);
  return {
    length: 0,
    startUs,
    endUs,
    rows,
    add(start, end, row) {
      startUs[this.length] = start;
      endUs[this.length] = end;
      rows[this.length++] = row;
    },
    remove(row, start) {
      let at = firstAtLeast(startUs, this.length, start);
      while (at < this.length && rows[at] !== row) at++;
      if (at === this.length) return -1;
      for (const column of [startUs, endUs, rows]) column.copyWithin(at, at + 1, this.length);
      this.length--;
      return at;
    },
    insert(start, end, row) {
      let at = firstAtLeast(startUs, this.length, start);
      while (at < this.length && isBefore(startUs[at], endUs[at], rows[at], start, end, row)) at++;
      for (const column of [startUs, endUs, rows]) column.copyWithin(at + 1, at, this.length);
      startUs[at] = start;
      endUs[at] = end;
      rows[at] = row;
      this.length++;
      return at;
    },
    sort() {
      if (!insertionSorted(startUs, endUs, rows, this.length)) indexSorted(startUs, endUs, rows, this.length);
    },
  };
}

/** Histories come sorted by send, so that hardly anything moves; gives up when much does. */
function insertionSorted(
  startUs: Float64Array,
  endUs: Float64Array,
  rows: Int32Array,
  length: number,
): boolean {
  let moves = 16 * length + 64;
  for (let index = 1; index < length; index++) {
    const start = startUs[index];
    const end = endUs[index];
    const row = rows[index];
    let at = index;
    while (at > 0 && isBefore(start, end, row, startUs[at - 1], endUs[at - 1], rows[at - 1])) {
      startUs[at] = startUs[at - 1];
      endUs[at] = endUs[at - 1];
      rows[at] = rows[at - 1];
      at--;
      moves--;
    }
    startUs[at] = start;
    endUs[at] = end;
    rows[at] = row;
    if (moves < 0) return false;
  }
  return true;
}

function isBefore(
  start: number,
  end: number,
  row: number,
  thanStart: number,
  thanEnd: number,
  thanRow: number,
): boolean {
  if (start !== thanStart) return start < thanStart;
  return end === thanEnd ? row < thanRow : end < thanEnd;
}

function indexSorted(startUs: Float64Array, endUs: Float64Array, rows: Int32Array, length: number): void {
  const order = Uint32Array.from({ length }, (_, index) => index);
  const starts = startUs.slice(0, length);
  const ends = endUs.slice(0, length);
  const owners = rows.slice(0, length);
  order.sort((a, b) => starts[a] - starts[b] || ends[a] - ends[b] || owners[a] - owners[b]);
  for (let index = 0; index < length; index++) {
    startUs[index] = starts[order[index]];
    endUs[index] = ends[order[index]];
    rows[index] = owners[order[index]];
  }
}
