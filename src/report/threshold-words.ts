import type { ReportedThreshold, Unit } from './numbers.js';
import { countText, durationText, shareText, trimZeros } from './words.js';

/** Whose number it is: `latency.accepted.p95 of phase rotation`, `oracle.accuracy of r3, the worst resource,`. */
export function thresholdSubject({ metric, scope }: Pick<ReportedThreshold, 'metric' | 'scope'>): string {
  if (scope === null) return metric;
  if (!scope.each) return `${metric} of ${scope.by} ${scope.name}`;
  return scope.name === ''
    ? `${metric} of each ${scope.by}`
    : `${metric} of ${scope.name}, the worst ${scope.by},`;
}

/** What is demanded, in one line: `latency.accepted.p95 of phase rotation < 200ms`; `of each resource`. */
export function thresholdText({ metric, expression, scope }: ReportedThreshold): string {
  if (scope === null) return `${metric} ${expression}`;
  const whose = scope.each ? `each ${scope.by}` : `${scope.by} ${scope.name}`;
  return `${metric} of ${whose} ${expression}`;
}

/** `latency.accepted.p95 was 212 ms, and must be < 200ms`, and that it stopped the run if it did. */
export function failedText(threshold: ReportedThreshold): string {
  const { expression, abortedAtUs } = threshold;
  const stopped = abortedAtUs === null ? '' : `; that stopped the run at ${durationText(abortedAtUs)}`;
  return `${thresholdSubject(threshold)} was ${actualText(threshold)}, and must be ${expression}${stopped}`;
}

/** Why a threshold neither holds nor fails. */
export function undecidedText(threshold: ReportedThreshold): string {
  const why = threshold.why ?? 'nobody knows the number';
  return `${thresholdSubject(threshold)} must be ${threshold.expression}, and nobody can say whether it is: ${why}`;
}

/** The number, with its unit, and never rounded to what is demanded when it is not that; a dash where it is undefined. */
export function actualText({
  actual,
  unit,
  expression,
}: Pick<ReportedThreshold, 'actual' | 'unit' | 'expression'>): string {
  if (actual === null) return '-';
  const isPercent = expression.includes('%') && (unit === 'share' || unit === 'number');
  return isPercent ? `${percentText(actual)}%` : numberText(actual, unit);
}

/** A number in the unit of its metric: `212 ms`, `0.9989`, `1.5 MB`, `18.2`. */
export function numberText(value: number, unit: Unit): string {
  switch (unit) {
    case 'us':
      return exactDuration(value);
    case 'share':
      return shareText(value);
    case 'bytes':
      return bytesText(value);
    case 'count':
      return countText(value);
    case 'perSecond':
    case 'number':
      return decimalText(value);
  }
}

/** Rounded as everywhere where that says the same; else to the microsecond: `200.04 ms` is not below 200 ms. */
function exactDuration(us: number): string {
  if (us < 1000) return durationText(us);
  if (us < 1_000_000) return `${trimZeros((us / 1000).toFixed(3))} ms`;
  return `${trimZeros((us / 1_000_000).toFixed(6))} s`;
}

const byteSteps = [
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const;

function bytesText(bytes: number): string {
  const step = byteSteps.find(([size]) => Math.abs(bytes) >= size);
  return step === undefined ? `${bytes} bytes` : `${trimZeros((bytes / step[0]).toFixed(3))} ${step[1]}`;
}

function percentText(share: number): string {
  for (let digits = 2; digits <= 9; digits++) {
    const text = (share * 100).toFixed(digits);
    if ((Number(text) === 100) === (share === 1) && (Number(text) === 0) === (share === 0))
      return trimZeros(text);
  }
  return String(share * 100);
}

function decimalText(value: number): string {
  return Number.isInteger(value) ? String(value) : trimZeros(value.toFixed(3));
}
