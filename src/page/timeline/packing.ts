/**
 * Gives each of the rows `rows[begin..end)`, ordered by start, the lowest line that is free of all before it, and
 * writes it to `line` at the same place. Returns the number of lines: the greedy partition of intervals needs as many
 * as overlap at once. Spans that touch do not share a line. O(n log lines).
 */
export function packInto(
  rows: Int32Array,
  [begin, end]: readonly [number, number],
  spanOf: { readonly startOf: (row: number) => number; readonly endOf: (row: number) => number },
  line: Uint32Array,
): number {
  const busy = heap();
  const free = heap();
  let depth = 0;
  for (let at = begin; at < end; at++) {
    const row = rows[at];
    const start = spanOf.startOf(row);
    while (busy.size() > 0 && busy.leastKey() < start) {
      const over = busy.take();
      free.add(over, over);
    }
    const own = free.size() > 0 ? free.take() : depth++;
    line[at] = own;
    busy.add(spanOf.endOf(row), own);
  }
  return depth;
}

/** A binary heap of numbers by a key, the least on top. */
function heap() {
  const keys: number[] = [];
  const values: number[] = [];
  const swap = (a: number, b: number): void => {
    [keys[a], keys[b]] = [keys[b], keys[a]];
    [values[a], values[b]] = [values[b], values[a]];
  };
  const rise = (from: number): void => {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1;
      if (keys[above] <= keys[at]) return;
      swap(at, above);
      at = above;
    }
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < keys.length && keys[below] < keys[least]) least = below;
      }
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    size: () => keys.length,
    leastKey: () => keys[0],
    add(key: number, value: number): void {
      keys.push(key);
      values.push(value);
      rise(keys.length - 1);
    },
    take(): number {
      const value = values[0];
      swap(0, keys.length - 1);
      keys.pop();
      values.pop();
      sink();
      return value;
    },
  };
}
