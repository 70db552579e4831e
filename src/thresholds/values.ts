import type { Unit } from './metric.js';

const durationUnits: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};

const byteUnits: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** What may stand behind a number of each unit, and what it is worth; `''`: nothing has to. */
const unitsOf: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  count: { '': 1 },
  us: durationUnits,
  share: { '': 1, '%': 0.01 },
  perSecond: { '': 1, '/s': 1 },
  bytes: { '': 1, ...byteUnits },
  number: { '': 1, '%': 0.01, ...byteUnits },
};

const wordsOf: Readonly<Record<Unit, string>> = {
  count: 'a count, without a unit',
  us: 'a duration: us, ms, s or min',
  share: 'a share: between 0 and 1, or with %',
  perSecond: 'a rate per second, without a unit',
  bytes: 'a size: bytes, kB, MB, GB, KiB, MiB or GiB',
  number: 'a number, or one with %, kB or MB',
};

const written = /^([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(.*)$/iu;

/**
 * A number as it is written, in the unit of a metric: `200ms`, `99.5%`, `3`.
 *
 * @throws RangeError with a sentence that goes behind the name of a value: `has ...`.
 */
export function valueOf(text: string, unit: Unit, metric: string): number {
  const [, digits, suffix = ''] = written.exec(text) ?? [];
  if (digits === undefined) throw new RangeError(`has no number in \`${text}\``);
  const number = Number(digits);
  const factors = unitsOf[unit];
  // Zero is the same in every unit.
  if (suffix === '' && number === 0) return 0;
  if (!Object.hasOwn(factors, suffix)) {
    if (suffix === '')
      throw new RangeError(
        `has no unit in \`${text}\`: ${metric} is ${wordsOf[unit]}; did you mean \`${text}ms\`?`,
      );
    throw new RangeError(`has the unit \`${suffix}\`, and ${metric} is ${wordsOf[unit]}`);
  }
  const value = suffix === '%' ? percentOf(digits) : number * (factors[suffix] ?? 1);
  if (!Number.isFinite(value)) throw new RangeError(`has no finite number in \`${text}\``);
  if (unit === 'share' && (value < 0 || value > 1)) throw new RangeError(shareText(text, digits, suffix));
  return value;
}

/** 99.9 % is the number nearest to 0.999, which 99.9 / 100 and 99.9 * 0.01 are not always. */
function percentOf(digits: string): number {
  return Number(`${Number(digits)}e-2`);
}

function shareText(text: string, digits: string, suffix: string): string {
  const isLikely = suffix === '' && Number(digits) > 1 && Number(digits) <= 100;
  const hint = isLikely ? `; did you mean \`${digits}%\`?` : '';
  return `has \`${text}\`, and a share is between 0 and 1, or 0% and 100%${hint}`;
}
