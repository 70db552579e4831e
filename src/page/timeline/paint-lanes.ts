import { shadowsIn, type Accepts } from './accepts.js';
import type { Boxes } from './boxes.js';
import { countInto, noDensity, scaleOf } from './density.js';
import { linesOf } from './geometry.js';
import { barEnds, denseLane, type Plot } from './hit.js';
import { placesIn, placeOf } from './lanes.js';
import { firstWrong, looks } from './looks.js';
import type { Stripes } from './stripes.js';

/** Bars narrower than a stripe of these pixels are counted instead of drawn. */
const stripe = 3;

/** What a picture consists of: single bars, stripes that count, and the wrong ones of these, which have marks. */
export interface Gathered {
  readonly bars: Boxes;
  readonly stripes: Pick<Boxes, 'add'>;
  readonly wrongStripes: Boxes;
}

/** Gathers what lanes `first..last` show: single bars where there is room for them, stripes that count where not. */
export function gatherLanes(
  { bars, stripes, wrongStripes }: Gathered,
  plot: Plot,
  [first, last]: readonly [number, number],
): void {
  bars.clear();
  wrongStripes.clear();
  const dense: number[] = [];
  for (let lane = first; lane <= last; lane++) {
    if (denseLane(plot, lane)) dense.push(lane);
    else gatherBars(bars, plot, lane);
  }
  const add: Boxes['add'] = (look, x, y, wide, tall) => {
    stripes.add(look, x, y, wide, tall);
    if (look >= firstWrong) wrongStripes.add(look, x, y, wide, tall);
  };
  gatherStripes({ add }, plot, dense);
}

function gatherBars(boxes: Boxes, { actions, look, lanes, layout, view, width }: Plot, lane: number): void {
  const { top, pitch, tall } = linesOf(layout, lanes, lane);
  const perUs = width / (view.toUs - view.fromUs);
  const [first, end] = placesIn(lanes, actions, lane, view);
  for (let at = first; at < end; at++) {
    const row = lanes.rows[at];
    const [left, right] = barEnds(actions, row, view, perUs);
    if (right < 0 || left > width) continue;
    // What reaches far out of the picture costs time and shows nothing.
    const x = Math.max(-20, left);
    boxes.add(look[row], x, top + lanes.line[at] * pitch, Math.min(width + 20, right) - x, tall);
  }
}

const sides = {
  accept: looks.flatMap(({ side }, look) => (side === 'accept' ? [look] : [])),
  reject: looks.flatMap(({ side }, look) => (side === 'accept' ? [] : [look])),
};

/** Accepts grow up from the middle of a lane, all others down; the scale is the same for all lanes in the picture. */
function gatherStripes(boxes: Pick<Boxes, 'add'>, plot: Plot, dense: readonly number[]): void {
  const { lanes, layout, actions, look, view, width } = plot;
  const all = dense.map((lane) => {
    const range = [lanes.start[lane], lanes.start[lane + 1]] as const;
    const first = placeOf(lanes, actions, range, view.fromUs);
    const density = noDensity(Math.ceil(width / stripe));
    countInto(
      density,
      lanes,
      [first, placeOf(lanes, actions, [first, range[1]], view.toUs)],
      actions,
      look,
      view,
    );
    return density.counts;
  });
  const scale = scaleOf(all.reduce((high, counts) => Math.max(high, tallest(counts)), 1));
  for (const [index, lane] of dense.entries()) {
    const tall = layout.top[lane + 1] - layout.top[lane];
    const half = (tall - Math.min(4, tall * 0.2)) / 2;
    const middle = layout.top[lane] + tall / 2;
    stackSide(boxes, all[index], sides.accept, { middle, half: -half, scale });
    stackSide(boxes, all[index], sides.reject, { middle, half, scale });
  }
}

function tallest(counts: Uint32Array): number {
  let high = 0;
  for (let at = 0; at < counts.length; at += looks.length) {
    for (const side of [sides.accept, sides.reject]) {
      let sum = 0;
      for (const look of side) sum += counts[at + look];
      if (sum > high) high = sum;
    }
  }
  return high;
}

interface Half {
  readonly middle: number;
  /** Negative: upwards. */
  readonly half: number;
  /** What share of the half a count takes. */
  readonly scale: (count: number) => number;
}

function stackSide(
  boxes: Pick<Boxes, 'add'>,
  counts: Uint32Array,
  side: readonly number[],
  { middle, half, scale }: Half,
): void {
  for (let at = 0; at < counts.length; at += looks.length) {
    const x = (at / looks.length) * stripe;
    let sum = 0;
    let from = 0;
    for (const look of side) {
      const count = counts[at + look];
      if (count === 0) continue;
      sum += count;
      // One wrong answer among thousands is as much to be seen as many.
      const isWrong = look >= firstWrong;
      const to = isWrong ? Math.max(wrongLeast, scale(sum)) : scale(sum);
      const tall = Math.max(1, Math.abs(half) * (isWrong ? to : to - from));
      const start = middle + (isWrong ? 0 : half * from);
      boxes.add(look, x, half < 0 ? start - tall : start, stripe, tall);
      from = to;
    }
  }
}

/** Of a half of a lane. */
const wrongLeast = 0.7;

/** While the keys of these lanes are shut: dark where surely, light where perhaps. */
export function gatherShadows(
  stripes: Pick<Stripes, 'shade'>,
  plot: Plot,
  accepts: Accepts,
  [first, last]: readonly [number, number],
): void {
  const { actions, lanes, layout, view, width } = plot;
  const { shadowUs } = actions;
  const perUs = width / (view.toUs - view.fromUs);
  if (shadowUs === null || shadowUs * perUs < shadowLeast) return;
  for (let lane = first; lane <= last; lane++) {
    const key = lanes.keyOf[lane];
    if (key < 0) continue;
    const y = layout.top[lane] + 1;
    const tall = layout.top[lane + 1] - y;
    const done = { perhaps: -20, shut: -20 };
    // Shadows of two accepts on one key are one shadow.
    const darken = (tone: 'perhaps' | 'shut', fromUs: number, toUs: number): void => {
      const left = Math.max(done[tone], (fromUs - view.fromUs) * perUs);
      const right = Math.min(width + 20, (toUs - view.fromUs) * perUs);
      if (right - left < 0.5) return;
      stripes.shade(tone, left, y, right - left, tall);
      done[tone] = right;
    };
    for (const shadow of shadowsIn(accepts, actions, { key, shadowUs }, view)) {
      darken('perhaps', shadow.fromUs, shadow.toUs);
      darken('shut', shadow.sureFromUs, shadow.sureToUs);
    }
  }
}

/** Narrower shadows than these pixels are left out. */
const shadowLeast = 3;
