import type { Driver, ZoneLimiter } from '../../models/driver.js';
import { gapsOf } from '../contention/gaps.js';
import { keyRowsOf, mayCount } from './key-rows.js';
import type { Telling } from './telling.js';

/** How much a limit lets through within a time. */
export interface Fitting {
  readonly most: number;
  /** From which length of time on, by the model's own numbers, more would fit. */
  readonly untilUs: number;
}

/**
 * The most that fits within the time of some accepts, every allowance given and wherever that time
 * begins; `null` where nobody can say in one number. An upper bound, so that "at most" is true.
 */
export function fittingOf(telling: Telling, rows: readonly number[], spanUs: number): Fitting | null {
  const { driver } = telling.model;
  if (telling.assumptions.state === 'perProcess') return null;
  switch (driver.kind) {
    case 'closed-form':
      return Number.isFinite(driver.limit) ? { most: driver.limit, untilUs: Infinity } : null;
    case 'restarting':
      return times(telling, driver.windowUs, spanUs, (whole) => driver.limit * (whole + 1));
    case 'zones':
      return inZone(telling, driver.limiter, rows, spanUs);
    case 'phases':
      return driver.counter === 'fixed' ? inCells(telling, driver, rows, spanUs) : null;
    case 'interval-recursion':
    case 'bounded':
    case 'composed':
      return null;
  }
}

function inZone(
  telling: Telling,
  limiter: ZoneLimiter,
  rows: readonly number[],
  spanUs: number,
): Fitting | null {
  if (limiter.kind === 'bucket')
    return times(telling, limiter.refillEveryUs, spanUs, (whole) => limiter.capacity + whole);
  const { limit, windowUs } = limiter;
  if (limiter.kind === 'log' || limiter.refresh === 'accept')
    return times(telling, windowUs, spanUs, (whole) => limit * (whole + 1));
  if (telling.model.parameters['countRejected'] === true) return null;
  const before = opensAnew(telling, rows, windowUs) ? 0 : limit - 1;
  return times(telling, windowUs, spanUs, (whole) => before + limit * (whole + 1));
}

/** Windows by a clock: as many as the time can meet, which begin where it is known, or anywhere. */
function inCells(
  telling: Telling,
  { limit, windowUs, originUs }: Extract<Driver, { kind: 'phases' }>,
  rows: readonly number[],
  spanUs: number,
): Fitting | null {
  const anywhere = times(telling, windowUs, spanUs, (whole) => limit * (whole + 2));
  if (originUs === null || anywhere === null) return anywhere;
  const { history, widening, assumptions } = telling;
  const { driftPpm, graceUs } = assumptions;
  const firstUs = Math.min(...rows.map((row) => history.sentAtUs[row])) - originUs;
  const lastUs = firstUs + spanUs;
  // The server's clock may have gone wrong ever since the window that is known.
  const offUs = (Math.max(Math.abs(firstUs), Math.abs(lastUs)) * 2 * driftPpm) / 1_000_000;
  const fromUs = firstUs - widening.beforeUs - offUs - graceUs.early;
  const untilUs = lastUs + widening.afterUs + offUs + graceUs.late;
  const cells = Math.floor(untilUs / windowUs) - Math.floor(fromUs / windowUs) + 1;
  return { most: Math.min(anywhere.most, limit * cells), untilUs: anywhere.untilUs };
}

/** `mostAfter`: how much fits into a time that a length goes into so many times. */
function times(
  { assumptions, widening }: Telling,
  lengthUs: number,
  spanUs: number,
  mostAfter: (whole: number) => number,
): Fitting | null {
  const { acceptUs } = gapsOf(lengthUs, { ...assumptions, boundary: 'inclusive' });
  if (acceptUs <= 0) return null;
  const longestUs = spanUs + widening.beforeUs + widening.afterUs;
  return {
    most: mostAfter(Math.floor(longestUs / acceptUs)),
    untilUs: (Math.floor(spanUs / lengthUs) + 1) * lengthUs,
  };
}

/** Whether no window that began with an earlier accept can have reached the first of some accepts. */
function opensAnew(telling: Telling, rows: readonly number[], windowUs: number): boolean {
  const { history, assumptions, widening } = telling;
  const { sentAtUs, settledAtUs } = history;
  const { refuseUs } = gapsOf(windowUs, assumptions);
  const firstUs = Math.min(...rows.map((row) => sentAtUs[row]));
  const newUs = firstUs - widening.beforeUs - refuseUs - widening.afterUs;
  const ofKey = keyRowsOf(telling, rows[0]);
  const own = new Set(rows);
  if (assumptions.initial === 'unknown' && sentAtUs[ofKey[0]] >= newUs) return false;
  for (const row of ofKey)
    if (mayCount(history, row) && !own.has(row))
      if (sentAtUs[row] <= firstUs && settledAtUs[row] >= newUs) return false;
  return true;
}
