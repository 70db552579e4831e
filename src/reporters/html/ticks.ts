/** Round values over a range, both ends included where they are round: at most about so many, a multiple of 1, 2 or 5 apart. */
export function ticksOf(least: number, most: number, count: number): readonly number[] {
  const span = most - least;
  if (!(span > 0) || !Number.isFinite(span)) return [least];
  const step = roundStep(span / Math.max(1, count));
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The least of 1, 2, 5, 10, 20, ... times a power of ten that is not below. */
function roundStep(least: number): number {
  let scale = 1;
  while (scale > least) scale /= 10;
  while (scale * 10 <= least) scale *= 10;
  return [1, 2, 5, 10].map((factor) => factor * scale).find((step) => step >= least - 1e-12) ?? scale * 10;
}
