import type { Driver } from '../../models/driver.js';
import type { Model } from '../../models/model.js';

/** More than these are too many for anybody. */
const instantsMost = 10_000;

/** Where windows by the clock begin, and where the sliding share of the one before has shrunk by one. */
export function cellsOf(readings: readonly Model[], fromUs: number, untilUs: number): readonly number[] {
  return readings.flatMap(({ driver }) => cellsOfDriver(driver, fromUs, untilUs));
}

function cellsOfDriver(driver: Driver, fromUs: number, untilUs: number): readonly number[] {
  if (driver.kind === 'composed')
    return driver.rules.flatMap((rule) => cellsOfDriver(rule.driver, fromUs, untilUs));
  if (driver.kind !== 'phases') return [];
  const { counter, limit, windowUs } = driver;
  const originUs = driver.originUs ?? 0;
  const instants: number[] = [];
  let cellUs = originUs + Math.floor((fromUs - originUs) / windowUs) * windowUs;
  for (; cellUs <= untilUs && instants.length <= instantsMost; cellUs += windowUs) {
    instants.push(cellUs);
    if (counter === 'sliding') instants.push(...sharesOf(cellUs, windowUs, limit));
  }
  return instants;
}

/** `floor(previous * left / window)` falls below `carried` just after `left = carried * window / previous`. */
function sharesOf(cellUs: number, windowUs: number, limit: number): readonly number[] {
  const instants: number[] = [];
  for (let previous = 1; previous <= limit && instants.length <= instantsMost; previous++)
    for (let carried = 1; carried <= previous; carried++)
      instants.push(cellUs + windowUs - Math.ceil((carried * windowUs) / previous) + 1);
  return instants;
}
