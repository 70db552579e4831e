import type { Driver } from '../../models/driver.js';
import type { Model } from '../../models/model.js';
import { cellsOf } from './cells.js';
import type { Testimony } from './testimony.js';

/** Where instants are looked for. */
export interface Wanted {
  /** The limiter may go by any of these at each decision. */
  readonly readings: readonly Model[];
  readonly actions: readonly Testimony[];
  readonly fromUs: number;
  readonly untilUs: number;
  /** Until when somebody unseen may have tried the key. */
  readonly unseenUntilUs: number;
}

/** More instants than this are not tried. */
const candidatesMost = 4000;
const stepsMost = 2000;

/**
 * The instants that suffice; `null`: too many. Push every decision of an explanation as far to the left
 * as its answer and its order allow: then each one stands at the beginning of a window, or a duration
 * (or several) after another decision, or one microsecond less than that before another one, or where a
 * window by the clock begins. So the beginnings of windows, and from there sums of durations either
 * way, from decision to decision, as long as they lie in somebody's window or in the time nobody saw.
 */
export function candidatesOf(wanted: Wanted): readonly number[] | null {
  const { readings, actions, fromUs, untilUs, unseenUntilUs } = wanted;
  const compared = readings.map(({ driver }) => comparedBy(driver, actions.length));
  const steps = stepsOf(compared);
  if (steps === null) return null;
  const hops = actions.length + unseenHops(wanted, compared);
  const isOfUse = (atUs: number): boolean =>
    atUs >= fromUs &&
    atUs <= untilUs &&
    (atUs <= unseenUntilUs || actions.some(({ startUs, endUs }) => startUs <= atUs && atUs <= endUs));
  const begun = actions.map(({ startUs }) => startUs).concat(cellsOf(readings, fromUs, untilUs));
  const found = new Set(begun.filter(isOfUse));
  let latest = [...found];
  for (let hop = 1; hop < hops && latest.length > 0; hop++) {
    const next = new Set<number>();
    for (const atUs of latest)
      for (const step of steps) if (!found.has(atUs + step) && isOfUse(atUs + step)) next.add(atUs + step);
    if (found.size + next.size > candidatesMost) return null;
    for (const atUs of next) found.add(atUs);
    latest = [...next];
  }
  return [...found].sort((a, b) => a - b);
}

/** How many unseen attempts one decision after the other can hang on. */
function unseenHops({ fromUs, unseenUntilUs }: Wanted, compared: readonly Compared[]): number {
  if (unseenUntilUs === Infinity) return Infinity;
  return unseenUntilUs < fromUs ? 0 : Math.max(...compared.map(({ unseen }) => unseen));
}

/** What a model compares differences of instants with. */
interface Compared {
  readonly durationsUs: readonly number[];
  /** How many of them at once. */
  readonly atOnce: number;
  /** How many unseen attempts can matter at a time. */
  readonly unseen: number;
}

function comparedBy(driver: Driver, actions: number): Compared {
  switch (driver.kind) {
    case 'interval-recursion':
      return { durationsUs: [driver.everyUs], atOnce: 1, unseen: 1 };
    case 'restarting':
      return { durationsUs: [driver.windowUs], atOnce: 1, unseen: driver.limit };
    case 'zones': {
      const { limiter } = driver;
      if (limiter.kind !== 'bucket')
        return { durationsUs: [limiter.windowUs], atOnce: 1, unseen: limiter.limit };
      const { capacity, refillEveryUs } = limiter;
      return { durationsUs: [refillEveryUs], atOnce: 2 * capacity + actions, unseen: capacity };
    }
    case 'phases':
    case 'closed-form':
      return { durationsUs: [], atOnce: 0, unseen: 0 };
    case 'bounded': {
      const durationsUs = driver.durationsUs.filter((us) => us > 0);
      return { durationsUs, atOnce: actions + 1, unseen: Infinity };
    }
    case 'composed': {
      const all = driver.rules.map((rule) => comparedBy(rule.driver, actions));
      return {
        durationsUs: all.flatMap(({ durationsUs }) => durationsUs),
        atOnce: Math.max(...all.map(({ atOnce }) => atOnce)),
        unseen: Infinity,
      };
    }
  }
}

/** Sums of durations forwards, and one microsecond less of them backwards; `null`: too many. */
function stepsOf(compared: readonly Compared[]): readonly number[] | null {
  const durationsUs = new Set(compared.flatMap((one) => one.durationsUs));
  const most = Math.max(...compared.map(({ atOnce }) => atOnce));
  const sums = new Set<number>();
  let latest = new Set([0]);
  for (let count = 1; count <= most && latest.size > 0; count++) {
    const next = new Set<number>();
    for (const sum of latest) for (const us of durationsUs) if (!sums.has(sum + us)) next.add(sum + us);
    for (const sum of next) sums.add(sum);
    if (sums.size > stepsMost) return null;
    latest = next;
  }
  return [...sums].flatMap((sum) => [sum, 1 - sum]);
}
