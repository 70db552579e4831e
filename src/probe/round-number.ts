import type { Span } from './bounds.js';

/** How fine a number is told, the roundest first. */
const grains = [
  3_600_000_000, 60_000_000, 10_000_000, 5_000_000, 1_000_000, 500_000, 250_000, 100_000, 50_000, 25_000,
  10_000, 5000, 2000, 1000, 500, 100, 10, 1,
] as const;

/** The roundest number of a span; of several the one nearest to the middle. */
export function roundestOf({ least, most }: Span): number {
  const middle = (least + most) / 2;
  for (const grain of grains) {
    const nearest = Math.round(middle / grain) * grain;
    if (nearest >= least && nearest <= most && nearest > 0) return nearest;
    const above = Math.ceil(least / grain) * grain;
    if (above <= most && above > 0) return above;
  }
  return Math.round(middle);
}
