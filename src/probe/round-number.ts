import type { Span } from './bounds.js';

/** How fine a number is told, the roundest first. */
const grains = [
  3_600_000_000, 60_000_000, 10_000_000, 5_000_000, 1_000_000, 500_000, 250_000, 100_000, 50_000, 25_000,
  10_000, 5000, 2000, 1000, 500, 100, 10, 1,
] as const;

/** A grain so many times as long as the span is hardly met by chance. */
const rareTimes = 30;

/**
 * The roundest number of a span, near its middle; a very round one, which is hardly there by chance,
 * from anywhere in it.
 */
export function roundestOf({ least, most }: Span): number {
  const middle = (least + most) / 2;
  const width = most - least;
  for (const grain of grains) {
    const nearest = Math.round(middle / grain) * grain;
    const reach = grain >= rareTimes * width ? width / 2 : width / 4;
    if (nearest > 0 && Math.abs(nearest - middle) <= reach) return nearest;
  }
  return Math.round(middle);
}
