import type { Actions } from '../../reporters/html/page-data.js';
import { isDense } from './density.js';
import { barLeast, laneAt, linesOf, stubLong, type Layout } from './geometry.js';
import { placeOf, placesIn, type Lanes } from './lanes.js';
import { firstWrong, looks } from './looks.js';
import type { View } from './view.js';

/** What lies in a plot: everything that painting and pointing must agree on. */
export interface Plot {
  readonly actions: Actions;
  readonly look: Uint8Array;
  readonly lanes: Lanes;
  readonly layout: Layout;
  readonly view: View;
  /** In CSS pixels. */
  readonly width: number;
}

/** What is under a pointer: an action, or a stripe of many that are drawn as one. */
export interface Hit {
  readonly lane: number;
  /** -1: none. */
  readonly row: number;
  /** How often each look is in the stripe; `null`: single bars are drawn. */
  readonly stripe: readonly number[] | null;
}

/** Whether a lane has so many actions in the view that they are drawn as stripes. */
export function denseLane({ actions, lanes, view, width }: Plot, lane: number): boolean {
  const [first, end] = placesIn(lanes, actions, lane, view);
  return isDense(end - first, width);
}

/** How far from a bar still counts, in pixels. */
const near = 5;

/** What is drawn at a place; `y` counts from the top of the first lane. */
export function hitAt(plot: Plot, x: number, y: number): Hit | null {
  const lane = laneAt(plot.layout, y);
  if (lane < 0) return null;
  const { lanes, actions, view, look, width } = plot;
  const usPerPixel = (view.toUs - view.fromUs) / width;
  const us = view.fromUs + x * usPerPixel;
  if (!denseLane(plot, lane)) return { lane, row: barAt(plot, lane, x, y), stripe: null };
  const range = [lanes.start[lane], lanes.start[lane + 1]] as const;
  const first = placeOf(lanes, actions, range, us - 2 * usPerPixel);
  const end = placeOf(lanes, actions, [first, range[1]], us + 2 * usPerPixel);
  const stripe = looks.map(() => 0);
  let row = -1;
  for (let at = first; at < end; at++) {
    const one = look[lanes.rows[at]];
    stripe[one]++;
    if (one >= firstWrong && row < 0) row = lanes.rows[at];
  }
  return { lane, row, stripe };
}

/** The bar at a place, or the nearest to it of those that are near; of those that lie upon each other the wrong one. */
function barAt(plot: Plot, lane: number, x: number, y: number): number {
  const { lanes, actions, view, layout, look, width } = plot;
  const perUs = width / (view.toUs - view.fromUs);
  const { top, pitch } = linesOf(layout, lanes, lane);
  const reach = {
    fromUs: view.fromUs + (x - stubLong - near) / perUs,
    toUs: view.fromUs + (x + near) / perUs,
  };
  const [first, end] = placesIn(lanes, actions, lane, reach);
  let best = -1;
  let least = Infinity;
  for (let at = first; at < end; at++) {
    const row = lanes.rows[at];
    const [left, right] = barEnds(actions, row, view, perUs);
    const aside = Math.max(0, left - x, x - right);
    if (aside > near) continue;
    const apart = Math.abs(y - (top + (lanes.line[at] + 0.5) * pitch)) / Math.max(4, pitch);
    // Half a line up or down is still this line.
    const distance = aside + Math.max(0, apart - 0.5) * 4 - (look[row] >= firstWrong ? 0.5 : 0);
    if (distance < least) [best, least] = [row, distance];
  }
  return least <= near ? best : -1;
}

/** Where a bar begins and ends, in pixels from the left of the plot. */
export function barEnds(
  { sentAtUs, settledAtUs }: Pick<Actions, 'sentAtUs' | 'settledAtUs'>,
  row: number,
  { fromUs }: View,
  perUs: number,
): readonly [number, number] {
  const left = (sentAtUs[row] - fromUs) * perUs;
  const settled = settledAtUs[row];
  if (settled === Infinity) return [left, left + stubLong];
  return [left, Math.max(left + barLeast, (settled - fromUs) * perUs)];
}
