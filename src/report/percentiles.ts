import type { Percentiles } from './numbers.js';

/** Of so many steps is each half of what is left up to 100 %. */
const ticks = 5;
/** Nobody reads more nines than this. */
const halvesMost = 24;

/** What is known exactly of a series. */
interface Known {
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A percentile curve: 0, then five steps for each half of what is left (10, 20, ... 50, 55, ... 75, ...) until no
 * further step can tell two of the recorded values apart, and 100, which is the greatest of them.
 * Source: the percentile iterator of HdrHistogram (Gil Tene), `outputPercentileDistribution`.
 */
export function curveOf(
  { count, min, max }: Known,
  valuesAt: (percents: readonly number[]) => readonly number[],
): Percentiles {
  if (count === 0) return [];
  const within = (us: number): number => Math.min(max, Math.max(min, us));
  const percents = percentsFor(count);
  const values = valuesAt(percents);
  const points = percents.map((percent, index) => ({ percent, us: within(values[index] ?? max) }));
  return [{ percent: 0, us: min }, ...points, { percent: 100, us: max }];
}

/** The steps between 0 and 100; halves and tenths of halves, which are exact on every machine. */
function percentsFor(count: number): readonly number[] {
  const percents: number[] = [];
  let left = 100;
  for (let half = 0; half < halvesMost; half++, left /= 2)
    for (let tick = half === 0 ? 1 : 0; tick < ticks; tick++) {
      const percent = 100 - left + (tick * left) / (2 * ticks);
      if (percent > 100 - 100 / count) return percents;
      percents.push(percent);
    }
  return percents;
}
