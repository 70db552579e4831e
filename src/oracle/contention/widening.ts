/**
 * The least widening in whole microseconds after which something no longer holds, that less widening
 * only makes surer; `mostUs` where no smaller one will do.
 */
export function leastWidening(mostUs: number, holds: (byUs: number) => boolean): number {
  let high = 1;
  while (high < mostUs && holds(high)) high *= 2;
  if (high >= mostUs && holds(mostUs)) return mostUs;
  let low = Math.floor(high / 2);
  high = Math.min(high, mostUs);
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
