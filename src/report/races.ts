import type { OracleReport } from './report.js';
import { plural } from './words.js';

/**
 * Races looked for over one play or several. A meeting is a pair of actions that met on one free key at
 * one instant: only there can a server that checks first and writes later be seen to lose a race.
 */
export interface Pooled {
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

/** A chance as an upper bound: in percent, to two digits, rounded up. */
export function boundText(chanceMax: number): string {
  const percent = chanceMax * 100;
  let unit = 10;
  while (percent < unit) unit /= 10;
  const step = unit / 10;
  const digits = Math.max(0, Math.round(-Math.log10(step)));
  const up = Math.ceil(percent / step - 1e-9) * step;
  return `${up.toFixed(digits)} %`;
}

/** Whether races were looked for, and how much it means that none was seen. */
export function racesText({
  meetings,
  per,
  violationCount,
  unproven,
}: Pick<OracleReport, 'meetings' | 'per' | 'violationCount' | 'unproven'>): string {
  const key = per.join('+') === 'resource' ? 'resource' : 'key';
  if (meetings === 0)
    return `no two actions met on one free ${key} at one instant: races were not looked for`;
  const met = `${plural(meetings, 'pair')} of actions met on one free ${key} at one instant`;
  const clean = violationCount + unproven.nearEdge + unproven.conditional === 0;
  return clean ? `${met}: races were looked for, and none seen is not never` : met;
}
