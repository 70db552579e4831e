/** A duration as people write it: text with a unit, or a number of milliseconds. */
export type DurationText = `${number}${'us' | 'µs' | 'ms' | 's' | 'm' | 'h'}`;

const unitUs: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};

/** The longest duration a scenario may ask for: timers of the runtime overflow at 24.8 days. */
export const durationUsMax = 20 * 24 * 3_600_000_000;

/**
 * Integer microseconds of `'250us'`, `'20ms'`, `'1s'`, `'5m'`, `'1h'` or of a number of milliseconds.
 * `likely` is the unit to propose where none is written.
 * Throws a RangeError whose sentence goes behind the name of the value: `must be ...`.
 */
export function durationUs(written: string | number, likely: 'ms' | 's' = 'ms'): number {
  const us = typeof written === 'number' ? written * 1000 : textUs(written, likely);
  if (!Number.isFinite(us)) throw new RangeError(`must be a finite duration, not ${written}`);
  if (us < 0) throw new RangeError(`must not be negative, but is ${written}`);
  if (us > durationUsMax) throw new RangeError(`must be at most 480h, not ${written}`);
  const whole = Math.round(us);
  if (Math.abs(us - whole) > 1e-6)
    throw new RangeError(`must be a whole number of microseconds, not ${written}`);
  return whole;
}

function textUs(text: string, likely: string): number {
  const [, digits, unit = ''] = /^\s*([-+]?\d+(?:\.\d+)?)\s*([a-zµμ]*)\s*$/iu.exec(text) ?? [];
  if (digits === undefined)
    throw new RangeError(`must be a duration such as 250us, 20ms, 1s, 5m or 1h, not \`${text}\``);
  const factor = Object.hasOwn(unitUs, unit) ? unitUs[unit] : undefined;
  if (factor !== undefined) return Number(digits) * factor;
  const hint = unit === '' ? `; did you mean \`${digits}${likely}\`?` : ' (units: us, ms, s, m, h)';
  throw new RangeError(`has no known unit in \`${text}\`${hint}`);
}

/** The shortest text that {@link durationUs} reads back to the same integer microseconds. */
export function durationText(us: number): DurationText {
  if (us === 0) return '0ms';
  if (us % 3_600_000_000 === 0) return `${us / 3_600_000_000}h`;
  if (us % 60_000_000 === 0) return `${us / 60_000_000}m`;
  if (us % 1_000_000 === 0) return `${us / 1_000_000}s`;
  if (us % 1000 === 0) return `${us / 1000}ms`;
  return `${us}us`;
}
