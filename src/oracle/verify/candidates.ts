import type { Driver } from '../../models/driver.js';
import type { Model } from '../../models/model.js';
import type { Testimony } from './testimony.js';

/** The instants at which something may have to be tried; `null`: too many. */
export type Candidates = readonly number[] | null;

/** More instants than this are not tried. */
const candidatesMost = 4000;
const multiplesMost = 64;

/**
 * The instants that suffice. Push every decision of an explanation as far to the left as its answer
 * and its order allow: then each one stands at the beginning of a window, or a duration (or several)
 * after another decision, or one microsecond less than that before another one, or where a window by
 * the clock begins. So the beginnings of windows, and from there sums of durations either way, as
 * long as they meet a window (`beforeUs`: or lie in the time nobody saw).
 */
export function candidatesOf(
  readings: readonly Model[],
  actions: readonly Testimony[],
  fromUs: number,
  untilUs: number,
  isAnyTime: boolean,
): Candidates {
  const steps = stepsOf(readings, actions.length, untilUs - fromUs);
  const begun = actions.map(({ startUs }) => startUs);
  const found = new Set(begun.concat(cellsOf(readings, fromUs, untilUs)));
  const firstUs = Math.min(...begun);
  const isOfUse = (atUs: number): boolean =>
    atUs >= fromUs &&
    atUs <= untilUs &&
    (isAnyTime || atUs <= firstUs || actions.some(({ startUs, endUs }) => startUs <= atUs && atUs <= endUs));
  // A set grows while it is walked through.
  for (const atUs of found) {
    for (const step of steps) if (isOfUse(atUs + step)) found.add(atUs + step);
    if (found.size > candidatesMost) return null;
  }
  return [...found].filter(isOfUse).sort((a, b) => a - b);
}

/** Multiples of each duration forwards, and one microsecond less of it backwards. */
function stepsOf(readings: readonly Model[], actions: number, spanUs: number): readonly number[] {
  const steps = new Set<number>();
  for (const { driver } of readings) {
    const { durationsUs, times } = lengthsOf(driver);
    for (const durationUs of durationsUs) {
      const most = Math.min(multiplesMost, times + actions, Math.floor(spanUs / durationUs) + 1);
      for (let count = 1; count <= most; count++) {
        steps.add(count * durationUs);
        steps.add(1 - count * durationUs);
      }
    }
  }
  return [...steps];
}

/** The durations a model compares with, and how many of them at once. */
function lengthsOf(driver: Driver): { readonly durationsUs: readonly number[]; readonly times: number } {
  switch (driver.kind) {
    case 'interval-recursion':
      return { durationsUs: [driver.everyUs], times: 0 };
    case 'restarting':
      return { durationsUs: [driver.windowUs], times: 0 };
    case 'zones':
      return driver.limiter.kind === 'bucket'
        ? { durationsUs: [driver.limiter.refillEveryUs], times: driver.limiter.capacity }
        : { durationsUs: [driver.limiter.windowUs], times: 0 };
    case 'phases':
    case 'closed-form':
      return { durationsUs: [], times: 0 };
    case 'bounded':
      return { durationsUs: driver.durationsUs.filter((us) => us > 0), times: 0 };
    case 'composed': {
      const all = driver.rules.map((rule) => lengthsOf(rule.driver));
      return {
        durationsUs: all.flatMap(({ durationsUs }) => durationsUs),
        times: Math.max(...all.map(({ times }) => times)),
      };
    }
  }
}

/** Where windows by the clock begin, and where a sliding share of the one before has shrunk by one. */
function cellsOf(readings: readonly Model[], fromUs: number, untilUs: number): number[] {
  return readings.flatMap(({ driver }) => cellsOfDriver(driver, fromUs, untilUs));
}

function cellsOfDriver(driver: Driver, fromUs: number, untilUs: number): number[] {
  if (driver.kind === 'composed')
    return driver.rules.flatMap((rule) => cellsOfDriver(rule.driver, fromUs, untilUs));
  if (driver.kind !== 'phases') return [];
  const { counter, limit, windowUs } = driver;
  const originUs = driver.originUs ?? 0;
  const instants: number[] = [];
  for (
    let cellUs = originUs + Math.floor((fromUs - originUs) / windowUs) * windowUs;
    cellUs <= untilUs && instants.length <= candidatesMost;
    cellUs += windowUs
  ) {
    instants.push(cellUs);
    if (counter === 'sliding') instants.push(...sharesOf(cellUs, windowUs, limit));
  }
  return instants;
}

/** `floor(previous * left / window)` falls below `carried` just after `left = carried * window / previous`. */
function sharesOf(cellUs: number, windowUs: number, limit: number): number[] {
  const instants: number[] = [];
  for (let previous = 1; previous <= limit; previous++)
    for (let carried = 1; carried <= previous; carried++)
      instants.push(cellUs + windowUs - Math.ceil((carried * windowUs) / previous) + 1);
  return instants;
}
