/** The first index of a sorted array whose value is at least `least`; `length` when there is none. */
export function firstAtLeast(sorted: Float64Array, length: number, least: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same, starting from a guess: constant time when the guess is near. */
export function firstAtLeastNear(sorted: Float64Array, length: number, least: number, guess: number): number {
  let low = Math.min(guess, length);
  let high = low;
  let stride = 1;
  while (low > 0 && sorted[low - 1] >= least) {
    high = low;
    low = Math.max(0, low - stride);
    stride *= 2;
  }
  while (high < length && sorted[high] < least) {
    low = high + 1;
    high = Math.min(length, high + stride);
    stride *= 2;
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
