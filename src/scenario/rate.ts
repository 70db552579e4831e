import type { Rate } from '../plan/rate.js';

/** A rate as people write it. */
export type RateText = `${number}/${'s' | 'sec' | 'min' | 'm' | 'h'}`;

const unitUs: Readonly<Record<string, number>> = {
  s: 1_000_000,
  sec: 1_000_000,
  m: 60_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};

/** A plan counts in microseconds: more than one action in each would fall together. */
const perSecondMax = 1_000_000;
/** Digits behind the point are kept up to here. */
const parts = 1000;

/**
 * The rate of `'200/s'`, `'20/min'`, `'0.5/s'`, `'100/h'` or of a number of actions per second.
 * Throws a RangeError whose sentence goes behind the name of the value: `must be ...`.
 */
export function rateOf(written: string | number): Rate {
  const rate = typeof written === 'number' ? rateOfNumber(written, unitUs['s'] ?? 0) : rateOfText(written);
  if (rate.count / rate.perUs > perSecondMax / 1_000_000)
    throw new RangeError(`must be at most ${perSecondMax}/s, not ${written}`);
  return rate;
}

function rateOfText(text: string): Rate {
  const [, digits, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*([a-z]+))?\s*$/iu.exec(text) ?? [];
  if (digits === undefined)
    throw new RangeError(`must be a rate such as 200/s, 20/min or 100/h, not \`${text}\``);
  if (unit === '') throw new RangeError(`has no time in \`${text}\`; did you mean \`${digits}/s\`?`);
  const perUs = Object.hasOwn(unitUs, unit) ? unitUs[unit] : undefined;
  if (perUs === undefined) throw new RangeError(`has no known time in \`${text}\` (per s, min, h)`);
  return rateOfNumber(Number(digits), perUs);
}

/** A rate with digits behind the point is one of whole actions in a longer time. */
function rateOfNumber(many: number, perUs: number): Rate {
  if (!Number.isFinite(many) || many < 0) throw new RangeError(`must be a rate of 0 or more, not ${many}`);
  if (Number.isSafeInteger(many)) return { count: many, perUs };
  const count = Math.round(many * parts);
  if (Math.abs(many * parts - count) > 1e-6)
    throw new RangeError(
      `must have at most three digits behind the point, not ${many}; take a longer time, such as /h`,
    );
  return { count, perUs: perUs * parts };
}
