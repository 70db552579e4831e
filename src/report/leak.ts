/** A point of a series: when, in microseconds, and what. */
export type Point = readonly [atUs: number, value: number];

/** How a value went on, per microsecond. */
export interface Trend {
  readonly perUs: number;
  /** 95 % of the slopes that the points allow lie between these. */
  readonly leastPerUs: number;
  readonly mostPerUs: number;
  /** Whether all of them go one way: by the sign test of Mann and Kendall, at 99 %. */
  readonly isSignificant: boolean;
}

/** Fewer points say nothing. */
const pointsLeast = 10;
/** More are no sharper, and pairs grow with the square. */
const pointsMost = 200;
const z95 = 1.96;
const z99 = 2.576;

/**
 * The slope of a series that outliers do not bend: the median of the slopes of all pairs of points (Theil 1950,
 * Sen 1968), its bounds by the number of pairs that go up and down, and whether these could be chance (Mann 1945,
 * Kendall 1975), ties counted. `null` for fewer than ten points.
 */
export function trendOf(series: readonly Point[]): Trend | null {
  const points = thinned(series, pointsMost);
  if (points.length < pointsLeast) return null;
  const slopes: number[] = [];
  let sum = 0;
  points.forEach(([atUs, value], index) => {
    for (const [laterUs, later] of points.slice(index + 1)) {
      if (laterUs <= atUs) continue;
      slopes.push((later - value) / (laterUs - atUs));
      sum += Math.sign(later - value);
    }
  });
  if (slopes.length === 0) return null;
  slopes.sort((a, b) => a - b);
  const spread = Math.sqrt(varianceOf(points));
  const reach = z95 * spread;
  const at = (rank: number): number =>
    slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  return {
    perUs: middleOf(slopes),
    leastPerUs: at((slopes.length - reach) / 2 - 1),
    mostPerUs: at((slopes.length + reach) / 2),
    isSignificant: spread > 0 && (Math.abs(sum) - 1) / spread > z99,
  };
}

const part = (n: number): number => n * (n - 1) * (2 * n + 5);

/** Of the sum of signs, were there no trend: n (n - 1) (2 n + 5) / 18, less what ties take away. */
function varianceOf(points: readonly Point[]): number {
  const times = new Map<number, number>();
  for (const [, value] of points) times.set(value, (times.get(value) ?? 0) + 1);
  const ties = [...times.values()].reduce((sum, count) => sum + part(count), 0);
  return (part(points.length) - ties) / 18;
}

function middleOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** At most so many of the points, evenly, the first and the last among them. */
export function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}
