import type { OracleReport } from './report.js';
import { plural, trimZeros } from './words.js';

/**
 * Races looked for over one play or several. A meeting is a pair of actions that met on one free key at
 * one instant: only there can a server that checks first and writes later be seen to lose a race.
 */
export interface Pooled {
  /** Those at which a race would have been proven: none where times are not trusted or the search gave up. */
  readonly meetings: number;
  readonly seen: boolean;
  /** Upper bound of the chance that a meeting shows a race, at 95 %; `null` where one was seen or nothing met. */
  readonly chanceMax: number | null;
}

/**
 * What follows from having looked for races so often: none seen in r meetings leaves, at 95 %, a chance
 * below 3/r that a meeting shows one. It is the rule of three: (1 - p)^r is at least 5 % only for p up to
 * 1 - 0.05^(1/r), which is below 3/r. Never zero: none seen is not never.
 */
export function pooledOf(meetings: number, seen: boolean): Pooled {
  return { meetings, seen, chanceMax: seen || meetings === 0 ? null : Math.min(1, 3 / meetings) };
}

/** What a bound is worth in words: `such a pair shows one with a chance below 20 % (95 %)`. */
export function rarityText(what: string, chanceMax: number): string {
  if (chanceMax === 1) return 'too few to say how rare one is';
  return `${what} shows one with a chance below ${percentText(chanceMax)} (95 %)`;
}

/** A chance above zero as an upper bound: in percent, to two digits, rounded up. */
export function percentText(chance: number): string {
  const percent = chance * 100;
  let digits = 0;
  let scale = 1;
  while (percent * scale < 10) {
    scale *= 10;
    digits++;
  }
  // What a float lacks or has too much must not count as one more.
  return `${trimZeros((Math.ceil(percent * scale - 1e-9) / scale).toFixed(digits))} %`;
}

/** A report that was stored before races were counted has none. */
type Judged = Pick<OracleReport, 'meetings' | 'per' | 'violationCount' | 'unproven'> &
  Partial<Pick<OracleReport, 'races' | 'model'>>;

/** Whether races were looked for, and how much it means that none was seen. */
export function racesText({ meetings, per, races, violationCount, unproven, model }: Judged): string {
  if (meetings === 0 && model === 'no limit') return 'without a limit there is no race for it to lose';
  const key = per.join('+') === 'resource' ? 'resource' : 'key';
  if (meetings === 0)
    return `no two actions met on one free ${key} at one instant: races were not looked for`;
  const met = `${plural(meetings, 'pair')} of actions met on one free ${key} at one instant`;
  if (races === undefined) return met;
  const first = `first after ${plural(races.firstAfter ?? 0, 'meeting')}`;
  if (races.violations > 0)
    return races.violations === violationCount
      ? `${met}: a race was seen, ${first}`
      : `${met}: ${plural(races.violations, 'violation')} among them, ${first}; others needed no meeting, so it need not be a race`;
  if (violationCount > 0) return `${met}: no violation was among them`;
  const isClean = unproven.nearEdge + unproven.conditional === 0;
  if (!isClean || races.chanceMax === null) return met;
  return `${met}, and none showed a race: ${rarityText('such a pair', races.chanceMax)}`;
}
