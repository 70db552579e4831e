import type { Actions } from '../../reporters/html/page-data.js';
import type { Lanes } from './lanes.js';
import { looks } from './looks.js';
import type { View } from './view.js';

/** How many actions of each look were sent in each of many equal stretches of time. */
export interface Density {
  readonly bins: number;
  /** `counts[bin * looks.length + look]`. */
  readonly counts: Uint32Array;
}

/** Nothing counted yet. */
export function noDensity(bins: number): Density {
  return { bins, counts: new Uint32Array(bins * looks.length) };
}

/** Adds the rows at these places of the lanes that were sent inside the view. */
export function countInto(
  { bins, counts }: Density,
  { rows }: Pick<Lanes, 'rows'>,
  [begin, end]: readonly [number, number],
  { sentAtUs }: Pick<Actions, 'sentAtUs'>,
  look: Uint8Array,
  { fromUs, toUs }: View,
): void {
  const perUs = bins / (toUs - fromUs);
  const size = looks.length;
  for (let at = begin; at < end; at++) {
    const row = rows[at];
    const bin = Math.floor((sentAtUs[row] - fromUs) * perUs);
    if (bin >= 0 && bin < bins) counts[bin * size + look[row]]++;
  }
}

/** Whether single bars would lie upon each other: fewer pixels than these for each action. */
const pixelsLeast = 4;

export function isDense(actions: number, pixels: number): boolean {
  return actions > pixels / pixelsLeast;
}

/**
 * How much of its room a count takes: by the square root, so that one is seen beside many. The next power of two is
 * full, so that the scale does not change with each step.
 */
export function scaleOf(most: number): (count: number) => number {
  const per = 1 / Math.sqrt(2 ** Math.ceil(Math.log2(Math.max(1, most))));
  return (count) => Math.sqrt(count) * per;
}
