/** Sorts numbers in place. Those of a history mostly stand in order already. */
export function ascending(values: Float64Array): Float64Array {
  let index = 1;
  while (index < values.length && values[index - 1] <= values[index]) index++;
  return index < values.length ? values.sort() : values;
}

/** How many of ascending numbers are less than a bound. */
export function countBelow(sorted: Float64Array, bound: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How many of ascending numbers are a bound or less. */
export function countUpTo(sorted: Float64Array, bound: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The nearest rank: the least of ascending numbers that so many percent do not exceed; `null` of none. */
export function ranked(sorted: Float64Array, percent: number): number | null {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}
