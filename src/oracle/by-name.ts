/**
 * Where names stand in order of their code units; equal names keep the order they came in. Names of keys
 * begin alike, and there may be a hundred thousand: what they have in common is compared once for all.
 * Source: Bentley and Sedgewick, Fast Algorithms for Sorting and Searching Strings, SODA 1997.
 */
export function orderByName(names: readonly string[]): Int32Array {
  const order = Int32Array.from(names.keys());
  sortPart(names, order, 0, names.length, 0);
  return order;
}

/** Fewer than that are put in order one by one. */
const fewMost = 12;

/** Orders a part whose names agree in their first `depth` units. */
function sortPart(
  names: readonly string[],
  order: Int32Array,
  fromIndex: number,
  toIndex: number,
  fromDepth: number,
): void {
  let [from, to, depth] = [fromIndex, toIndex, fromDepth];
  while (to - from > fewMost) {
    const pivot = unitAt(names[order[(from + to) >> 1]], depth);
    let [less, more] = [from, to];
    for (let index = from; index < more;) {
      const unit = unitAt(names[order[index]], depth);
      if (unit < pivot) swap(order, less++, index++);
      else if (unit > pivot) swap(order, --more, index);
      else index++;
    }
    sortPart(names, order, from, less, depth);
    sortPart(names, order, more, to, depth);
    [from, to] = [less, more];
    // A name that ends here is the same as all that are left.
    if (pivot < 0) return void order.subarray(from, to).sort();
    depth++;
  }
  sortFew(names, order, from, to);
}

/** -1 behind the end: what begins another name comes before it. */
const unitAt = (name: string, depth: number): number => (depth < name.length ? name.charCodeAt(depth) : -1);

function swap(order: Int32Array, one: number, other: number): void {
  const kept = order[one];
  order[one] = order[other];
  order[other] = kept;
}

function sortFew(names: readonly string[], order: Int32Array, from: number, to: number): void {
  for (let index = from + 1; index < to; index++) {
    const moved = order[index];
    let at = index;
    while (at > from && isBefore(names, moved, order[at - 1])) order[at] = order[--at];
    order[at] = moved;
  }
}

function isBefore(names: readonly string[], one: number, other: number): boolean {
  return names[one] === names[other] ? one < other : names[one] < names[other];
}
