import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { ZoneLimiter } from '../models/driver.js';
import { gapsOf } from '../oracle/contention/gaps.js';
import { restartsOf } from '../oracle/contention/restarts.js';
import { seen, wideningOf, windowsOf } from '../oracle/contention/windows.js';
import { durationText } from '../oracle/duration-text.js';
import { wordsOf } from '../oracle/sentences/words.js';
import { believable } from '../oracle/untrusted.js';
import type { Violation } from '../oracle/verdict.js';
import { free } from './constraint-free.js';
import { isOnKeyOf, type Constraint, type Setting } from './constraint-setting.js';
import type { ReportedModel } from './shown.js';

/**
 * Says of violations in which stretch of time the blamed answer cannot be right: wherever in it the server decided,
 * the other answers of the proof contradict it. The blamed action lies in it with all of its window. `null` where
 * no single stretch says that, which is so for most limits that are more than a number in a time.
 */
export function constraintsOf(
  recorded: History,
  assumptions: Assumptions,
  model: ReportedModel,
): (violation: Violation) => Constraint {
  let found: Setting | null = null;
  const setting = (): Setting => {
    const history = believable(recorded);
    const widening = wideningOf(assumptions, severalMachines(history));
    // After a restart the server may have forgotten what forbids an answer.
    const forgets = restartsOf(history, assumptions, widening).length > 0;
    const windows = windowsOf(history, widening, assumptions.horizonUs);
    return { history, assumptions, windows, model: forgets ? { ...model, driver: unknowable } : model };
  };
  return (violation) => {
    if (violation.kind !== 'false-accept' && violation.kind !== 'false-reject') return null;
    found ??= setting();
    const stretch = violation.kind === 'false-accept' ? forbidden(found, violation) : free(found, violation);
    return stretch === null || !holds(found, stretch, violation.rows) ? null : stretch;
  };
}

const unknowable: ReportedModel['driver'] = { kind: 'bounded', durationsUs: [], stretched: null };

/** Whether the blamed action surely was decided inside. */
function holds(
  { windows }: Setting,
  { fromUs, untilUs }: NonNullable<Constraint>,
  rows: readonly number[],
): boolean {
  const blamed = rows[rows.length - 1];
  return windows.startUs[blamed] >= fromUs && windows.endUs[blamed] <= (untilUs ?? Number.POSITIVE_INFINITY);
}

/** Where other accepts leave no room for one more. */
function forbidden(setting: Setting, { rows }: Violation): Constraint {
  const { history, windows, model, assumptions } = setting;
  const blamed = rows[rows.length - 1];
  const others = rows.filter(
    (row) => row !== blamed && windows.seen[row] === seen.accept && isOnKeyOf(setting, row, blamed),
  );
  const { driver } = model;
  const cost = [...others, blamed].reduce((sum, row) => sum + history.costAt(row), 0);
  switch (driver.kind) {
    case 'interval-recursion': {
      const { acceptUs } = gapsOf(driver.everyUs, assumptions);
      const close = { limitUs: driver.everyUs, mostUs: acceptUs - 1 };
      const stretches = others.map((row) => within(setting, [row], blamed, close));
      const stretch = stretches.find((one) => one !== null && holds(setting, one, rows));
      return stretch ?? null;
    }
    case 'zones': {
      const close = tooClose(setting, driver.limiter, cost);
      return close === null || others.length === 0 ? null : within(setting, others, blamed, close);
    }
    case 'closed-form': {
      if (others.length === 0 || cost <= driver.limit) return null;
      const fromUs = Math.min(...[...others, blamed].map((row) => windows.startUs[row]));
      return {
        text: `no accept any more, for ever: ${others.length === 1 ? `${whose(setting, others[0])} was` : 'the others are'} all that fits`,
        fromUs,
        untilUs: null,
      };
    }
    case 'bounded':
    case 'composed':
    case 'phases':
    case 'restarting':
      return null;
  }
}

/** A time in which something does not fit: as the limit says it, and surely, after every allowance. */
interface TooClose {
  readonly limitUs: number;
  readonly mostUs: number;
}

/** Accepts of this cost that lie within this time break the limit, however they lie; `null`: time alone does not say so. */
function tooClose({ assumptions }: Setting, limiter: ZoneLimiter, cost: number): TooClose | null {
  const shortest = (us: number): number => gapsOf(us, { ...assumptions, boundary: 'inclusive' }).acceptUs;
  if (limiter.kind === 'bucket') {
    const refills = cost - limiter.capacity;
    const { refillEveryUs } = limiter;
    if (refills <= 0) return null;
    // What is allowed to each refill the judge may allow in more ways than a sum of shortened times says.
    if (shortest(refillEveryUs) < refillEveryUs) return null;
    return { limitUs: refills * refillEveryUs, mostUs: refills * refillEveryUs - 1 };
  }
  // So short a time touches two windows, but one where a log slides or each accept puts the end off.
  const windows = limiter.kind === 'window' && limiter.refresh === 'never' ? 2 : 1;
  if (cost <= windows * limiter.limit) return null;
  return { limitUs: limiter.windowUs, mostUs: shortest(limiter.windowUs) - 1 };
}

/** The instants that surely lie within a time of all of these accepts, from the first of them on. */
function within(
  setting: Setting,
  others: readonly number[],
  blamed: number,
  { limitUs, mostUs }: TooClose,
): Constraint {
  const { startUs, endUs } = setting.windows;
  const firstUs = Math.min(...others.map((row) => startUs[row]));
  const lastUs = Math.max(...others.map((row) => endUs[row]));
  if (lastUs - firstUs > mostUs) return null;
  const fromUs = Math.max(lastUs - mostUs, Math.min(firstUs, startUs[blamed]));
  const isAfter = startUs[blamed] >= endUs[others[0]];
  const text =
    others.length === 1
      ? `no accept within ${durationText(limitUs)} ${isAfter ? 'after' : 'of'} ${whose(setting, others[0])}`
      : `no accept within ${durationText(limitUs)} of the ${others.length} others`;
  return { text, fromUs, untilUs: firstUs + mostUs };
}

const whose = ({ history, model }: Setting, row: number): string =>
  `the one of ${wordsOf(history, model.per, row).act}`;

function severalMachines(history: History): boolean {
  const codes = history.codes('machine');
  return codes.some((code) => code !== codes[0]);
}
