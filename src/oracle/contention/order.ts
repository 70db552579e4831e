import type { Sighting } from './search.js';

/** In the order every search wants them in. */
export function inOrder(a: Sighting, b: Sighting): number {
  if (a.startUs !== b.startUs) return a.startUs - b.startUs;
  return a.endUs === b.endUs ? a.row - b.row : a.endUs < b.endUs ? -1 : 1;
}

/** Where an action is among others in order, or would be. */
export function positionOf(actions: readonly Sighting[], action: Sighting): number {
  let [low, high] = [0, actions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inOrder(actions[middle], action) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In order of settling; for answers, whose windows have an end. */
export function bySettling(a: Sighting, b: Sighting): number {
  return a.endUs - b.endUs || a.row - b.row;
}
