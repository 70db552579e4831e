import { gapsOf } from '../oracle/contention/gaps.js';
import { seen } from '../oracle/contention/windows.js';
import { durationText } from '../oracle/duration-text.js';
import type { Violation } from '../oracle/verdict.js';
import { isOnKeyOf, type Constraint, type Setting } from './constraint-setting.js';

/** The stretch in which nothing can stand in the way of an accept, around a refusal. */
export function free(setting: Setting, { rows }: Violation): Constraint {
  const { history, windows, assumptions, model } = setting;
  const blamed = rows[rows.length - 1];
  const others = possibleAccepts(setting, rows);
  const { driver } = model;
  if (driver.kind === 'closed-form') return roomLeft(setting, others, blamed, driver.limit);
  const recoveryUs = recoveryUsOf(setting, history.costAt(blamed));
  if (recoveryUs === null) return null;
  const [startUs, endUs] = [windows.startUs[blamed], windows.endUs[blamed]];
  const before = others.filter((row) => windows.startUs[row] <= endUs);
  const after = others.filter((row) => windows.startUs[row] > endUs);
  const pastUs = assumptions.initial === 'unknown' ? firstStartUs(setting, blamed) : Number.NEGATIVE_INFINITY;
  const lastUs = before.reduce((last, row) => Math.max(last, windows.endUs[row]), pastUs);
  const untilUs = after.reduce(
    (first, row) => Math.min(first, windows.startUs[row] - 1),
    Number.POSITIVE_INFINITY,
  );
  const isNew = lastUs === Number.NEGATIVE_INFINITY;
  const what = isNew ? 'before' : `in the ${durationText(recoveryUs)} before`;
  return {
    text: `surely free: nothing can have been accepted ${what}`,
    fromUs: isNew ? Math.min(startUs, firstStartUs(setting, blamed)) : lastUs + recoveryUs,
    untilUs: Number.isFinite(untilUs) ? untilUs : null,
  };
}

/** How long after the last accept there surely is room again; `null` where time does not say it. */
function recoveryUsOf({ model, assumptions }: Setting, cost: number): number | null {
  const longest = (us: number): number => gapsOf(us, { ...assumptions, boundary: 'exclusive' }).refuseUs;
  const { driver } = model;
  if (driver.kind === 'interval-recursion') return gapsOf(driver.everyUs, assumptions).refuseUs;
  if (driver.kind !== 'zones') return null;
  const { limiter } = driver;
  if (limiter.kind === 'bucket')
    return cost > limiter.capacity ? null : limiter.capacity * longest(limiter.refillEveryUs);
  return cost > limiter.limit ? null : longest(limiter.windowUs);
}

/** Where a number that only grows had surely not been reached. */
function roomLeft(setting: Setting, others: readonly number[], blamed: number, limit: number): Constraint {
  const { history, windows, assumptions } = setting;
  if (assumptions.initial === 'unknown') return null;
  const inOrder = others.toSorted((a, b) => windows.startUs[a] - windows.startUs[b]);
  let left = limit - history.costAt(blamed);
  if (left < 0) return null;
  const full = inOrder.find((row) => (left -= history.costAt(row)) < 0);
  return {
    text:
      limit === Infinity
        ? 'nothing is ever refused'
        : `surely room: at most ${limit} fit, and fewer can have been accepted`,
    fromUs: Math.min(windows.startUs[blamed], firstStartUs(setting, blamed)),
    untilUs: full === undefined ? null : windows.startUs[full] - 1,
  };
}

/**
 * Everything on the key of a proof that was accepted or may have been. A refusal that is no part of the proof is as
 * good as unknown: the stretch is to follow from the proof alone.
 */
function possibleAccepts(setting: Setting, proof: readonly number[]): readonly number[] {
  const { history, windows } = setting;
  const blamed = proof[proof.length - 1];
  const rows: number[] = [];
  for (let row = 0; row < history.length; row++) {
    if (row === blamed || windows.seen[row] === seen.absent || !isOnKeyOf(setting, row, blamed)) continue;
    if (windows.seen[row] !== seen.reject || !proof.includes(row)) rows.push(row);
  }
  return rows;
}

function firstStartUs(setting: Setting, blamed: number): number {
  const { history, windows } = setting;
  let firstUs = Number.POSITIVE_INFINITY;
  for (let row = 0; row < history.length; row++)
    if (windows.startUs[row] < firstUs && isOnKeyOf(setting, row, blamed)) firstUs = windows.startUs[row];
  return firstUs;
}
