import { secondsText } from './durations.js';
import { wholeFrom } from './whole.js';

/** So many actions in so long, both whole numbers: `20/min` is not a whole number per second. */
export interface Rate {
  readonly count: number;
  readonly perUs: number;
}

/** `200/s`, `20/min`, or in full. */
export function rateText({ count, perUs }: Rate): string {
  if (perUs === 1_000_000) return `${count}/s`;
  if (perUs === 60_000_000) return `${count}/min`;
  return `${count} per ${secondsText(perUs)}`;
}

/** @throws RangeError naming the value. */
export function checkRate(name: string, { count, perUs }: Rate): void {
  wholeFrom(0, `${name}: the count of a rate`, count);
  wholeFrom(1, `${name}: the time of a rate`, perUs);
}
