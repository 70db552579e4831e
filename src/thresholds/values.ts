import type { Unit } from './metric.js';

/** What a unit is worth: so many times a power of ten. */
type Worth = readonly [power: number, times: number];

const durationUnits: Readonly<Record<string, Worth>> = {
  us: [0, 1],
  µs: [0, 1],
  μs: [0, 1],
  ms: [3, 1],
  s: [6, 1],
  m: [6, 60],
  min: [6, 60],
  h: [6, 3600],
};

const byteUnits: Readonly<Record<string, Worth>> = {
  B: [0, 1],
  kB: [3, 1],
  MB: [6, 1],
  GB: [9, 1],
  KiB: [0, 1024],
  MiB: [0, 1024 ** 2],
  GiB: [0, 1024 ** 3],
};

const bare: Readonly<Record<string, Worth>> = { '': [0, 1] };
const percent: Readonly<Record<string, Worth>> = { '%': [-2, 1] };

/** What may stand behind a number of each unit; `''`: nothing has to. */
const unitsOf: Readonly<Record<Unit, Readonly<Record<string, Worth>>>> = {
  count: bare,
  us: durationUnits,
  share: { ...bare, ...percent },
  perSecond: { ...bare, '/s': [0, 1] },
  bytes: { ...bare, ...byteUnits },
  number: { ...bare, ...percent, ...byteUnits },
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
  const units = unitsOf[unit];
  // Zero is the same in every unit.
  if (suffix === '' && Number(digits) === 0) return 0;
  const worth = Object.hasOwn(units, suffix) ? units[suffix] : undefined;
  if (worth === undefined) throw new RangeError(unitText(text, suffix, `${metric} is ${wordsOf[unit]}`));
  const value = scaled(digits, worth);
  if (!Number.isFinite(value)) throw new RangeError(`has no finite number in \`${text}\``);
  if (unit === 'share' && (value < 0 || value > 1)) throw new RangeError(shareText(text, digits, suffix));
  return value;
}

/** 99.9 % is the number nearest to 0.999, and 2.002 s are 2002000 us: the products are not always. */
function scaled(digits: string, [power, times]: Worth): number {
  return Number(`${Number(digits)}e${power}`) * times;
}

function unitText(text: string, suffix: string, what: string): string {
  if (suffix === '') return `has no unit in \`${text}\`: ${what}; did you mean \`${text}ms\`?`;
  return `has the unit \`${suffix}\`, and ${what}`;
}

function shareText(text: string, digits: string, suffix: string): string {
  const isLikely = suffix === '' && Number(digits) > 1 && Number(digits) <= 100;
  const hint = isLikely ? `; did you mean \`${digits}%\`?` : '';
  return `has \`${text}\`, and a share is between 0 and 1, or 0% and 100%${hint}`;
}
