import { boundsBetween, boundsSinceStart, type Bounds } from './bounds.js';
import type { KeyChanges } from './changes.js';
import type { StateSpec } from './contract.js';
import { saidOf, type Reading } from './readings.js';
import { numberSentence } from './sentences.js';
import type { StateViolation } from './verdict.js';

/** What was found of one key. */
export interface KeyFindings {
  readonly compared: number;
  readonly exact: number;
  readonly violations: readonly StateViolation[];
}

/** A number that was read. */
export interface Said {
  readonly reading: Reading;
  readonly value: number;
}

/** A number that cannot be, and what it was held against: the start (`null`), or what had been said before. */
export interface Misfit extends Bounds {
  readonly said: Said;
  readonly before: Said | null;
  /** How far it is off. */
  readonly offBy: number;
}

/** What the first value of a state is known by. */
export interface Base {
  /** Whether `start` is; else nothing but what was read. */
  readonly isStartBelieved: boolean;
  /** Only what was read later may stand for the state before something. */
  readonly fromUs: number;
}

/** More readings than that are compared with the one before and the first only: pairs grow with the square. */
const allPairsMost = 40;

/**
 * A number that actions add to or take from: held against the start, where that is known, and against what was
 * said before, because changes happen once.
 */
export function judgeNumbers(
  spec: StateSpec,
  changes: KeyChanges,
  readings: readonly Reading[],
  { isStartBelieved, fromUs }: Base,
): KeyFindings {
  const said = numbersSaid(spec, changes.key, readings);
  const start = isStartBelieved ? spec.start : null;
  const found = said.map((one, index) =>
    comparedOf(
      start,
      changes,
      one,
      basesOf(said, index).filter(({ reading }) => reading.askedAtUs > fromUs),
    ),
  );
  const compared = found.filter(({ bounds }) => bounds.length > 0);
  const misfits = found.flatMap(({ misfit }) => misfit ?? []);
  const worst = misfits.reduce<Misfit | null>(
    (most, each) => (most === null || each.offBy > most.offBy ? each : most),
    null,
  );
  return {
    compared: compared.length,
    exact: compared.filter(({ bounds }) => bounds.some(({ least, most }) => least === most)).length,
    violations: worst === null ? [] : [violationOf(spec, changes, worst)],
  };
}

/** The numbers that were read of a key; what starts from 0 may be left out as long as it is that. */
export function numbersSaid(
  { start }: StateSpec,
  key: string,
  readings: readonly Reading[],
): readonly Said[] {
  return readings.flatMap((reading): Said[] => {
    const value = saidOf(reading, key) ?? (start === 0 ? 0 : undefined);
    return typeof value === 'number' ? [{ reading, value }] : [];
  });
}

/** What was said before, and may be compared with. */
function basesOf(said: readonly Said[], index: number): readonly Said[] {
  const earlier = said.slice(0, index);
  return said.length <= allPairsMost || index < 2 ? earlier : [earlier[0], earlier[index - 1]];
}

interface Compared {
  readonly bounds: readonly Bounds[];
  readonly misfit: Misfit | null;
}

/** The first comparison that shows something: the start says it plainest. */
function comparedOf(
  start: number | null,
  { changes }: KeyChanges,
  said: Said,
  bases: readonly Said[],
): Compared {
  const { reading, value } = said;
  const bounds: Bounds[] = [];
  let misfit: Misfit | null = null;
  if (start !== null) {
    const since = boundsSinceStart(changes, reading);
    const [least, most] = [start + since.least, start + since.most];
    bounds.push({ ...since, least, most });
    if (!since.fits(value - start))
      misfit = { ...since, least, most, said, before: null, offBy: offBy(value, least, most) };
  }
  for (const before of bases) {
    // Looks that were under way at the same time may have come in either order.
    if (before.reading.atUs > reading.askedAtUs) continue;
    const since = boundsBetween(changes, before.reading, reading);
    const [least, most] = [before.value + since.least, before.value + since.most];
    bounds.push({ ...since, least, most });
    if (misfit === null && (value < least || value > most))
      misfit = { ...since, least, most, said, before, offBy: offBy(value, least, most) };
  }
  return { bounds, misfit };
}

function offBy(value: number, least: number, most: number): number {
  return Math.max(least - value, value - most, 0);
}

function violationOf(spec: StateSpec, changes: KeyChanges, misfit: Misfit): StateViolation {
  const { said, least, most } = misfit;
  const { reading, value } = said;
  return {
    check: spec.name,
    kind: kindOf(changes, misfit),
    key: changes.key,
    member: null,
    value,
    least,
    most,
    askedAtUs: reading.askedAtUs,
    atUs: reading.atUs,
    because: numberSentence(spec, changes, misfit),
  };
}

function kindOf(changes: KeyChanges, misfit: Misfit): StateViolation['kind'] {
  if (isUntouched(changes)) return 'broken-invariant';
  return isLoss(changes, misfit) ? 'lost-update' : 'double-count';
}

/** Whether nothing was done about a key, not even in vain. */
export function isUntouched({ changes, refused }: KeyChanges): boolean {
  return changes.length === 0 && refused.length === 0;
}

/** Too little where changes add, too much where they only take. */
export function isLoss({ changes, refused }: KeyChanges, { said, least, most }: Misfit): boolean {
  const onlyTake = [...changes, ...refused].every(({ by }) => by <= 0);
  return onlyTake ? said.value >= least : said.value <= most;
}
