import type { Lanes } from './lanes.js';

/** Where lanes lie above each other, in CSS pixels from the top of the first. */
export interface Layout {
  /** One more than there are lanes: the last is the height of all. */
  readonly top: Float64Array;
}

/** How tall lanes are drawn: from a stripe that only has a colour to a lane that shows each window. */
export const scales = [0.18, 0.35, 0.6, 1, 1.5, 2.2] as const;
export const usualScale = scales.indexOf(1);

const laneRoom = 7;
const laneLeast = 24;
const stripeLeast = 4;
const pitchMost = 13;
const pitchLeast = 3;
/** A lane with more lines than fit in this is drawn with lines that overlap. */
const linesMost = 330;

/** Lanes are as tall as what overlaps in them asks for, within bounds. */
export function layoutOf({ count, depth }: Lanes, scale: number): Layout {
  const top = new Float64Array(count + 1);
  // Marks of the first lane stand above it.
  top[0] = laneRoom;
  for (let lane = 0; lane < count; lane++) {
    const lines = depth[lane] * Math.min(pitchMost, Math.max(pitchLeast, 110 / depth[lane]));
    const tall = Math.max(laneLeast, Math.min(linesMost, lines) + 8) * scale;
    top[lane + 1] = top[lane] + Math.max(stripeLeast, Math.round(tall));
  }
  return { top };
}

/** The usual scale, or a taller one where there are so few lanes that they fit in so many pixels. */
export function fittingScale(lanes: Lanes, pixels: number): number {
  const fits = (scale: number): boolean => (layoutOf(lanes, scale).top.at(-1) ?? 0) <= pixels;
  return Math.max(usualScale, scales.findLastIndex(fits));
}

/** The lane at a height; -1: there is none. */
export function laneAt({ top }: Layout, y: number): number {
  const count = top.length - 1;
  if (count === 0 || y < top[0] || y >= top[count]) return -1;
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (top[middle] <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where bars lie inside a lane: the first line, and from one to the next. */
export interface Lines {
  readonly top: number;
  readonly pitch: number;
  /** Of a bar. */
  readonly tall: number;
}

export function linesOf({ top }: Layout, { depth }: Lanes, lane: number): Lines {
  const height = top[lane + 1] - top[lane];
  const room = Math.min(4, height * 0.15);
  const pitch = Math.min(pitchMost * 1.6, (height - 2 * room) / Math.max(1, depth[lane]));
  const used = pitch * depth[lane];
  const gap = pitch > 5 ? 2 : pitch > 3 ? 1 : 0;
  return { top: top[lane] + (height - used) / 2, pitch, tall: Math.max(1, pitch - gap) };
}

/** A window of some microseconds must still be seen. */
export const barLeast = 3;
/** What has no end is drawn with an open one, this long. */
export const stubLong = 16;
