import { roundedTimes, roundedUp, unitOf } from '../probe/between.js';
import { durationText, plural } from '../report/words.js';
import type { ReportedCandidate } from './probe-report.js';

/** A number between two others; `null`: no bound is known. */
interface Bounds {
  readonly least: number | null;
  readonly most: number | null;
}

/** `cooldown per resource, every 100 .. 400 ms`; what is left: `cooldown or tokenBucket, per user or resource`. */
export function candidatesText(candidates: readonly ReportedCandidate[]): string {
  const [first] = candidates;
  if (first === undefined) return 'nothing known fits';
  const families = [...new Set(candidates.map(({ family }) => (family === 'none' ? 'no limit' : family)))];
  const keys = [...new Set(candidates.map(({ per }) => (per.length === 0 ? 'all' : per.join('+'))))];
  if (families.length === 1 && first.family === 'none') return 'no limit';
  const isOne = families.length === 1 && keys.length === 1;
  const who = isOne ? ` ${perText(first.per)}` : `, per ${orText(keys)}`;
  return [`${orText(families)}${who}`, ...(isOne ? boundsTexts(first) : [])].join(', ');
}

/** `a`, `a or b`, `a, b or c`. */
function orText(texts: readonly string[]): string {
  const before = texts.slice(0, -1).join(', ');
  return [...(before === '' ? [] : [before]), ...texts.slice(-1)].join(' or ');
}

/** Each parameter with its bounds: `every 119.2 .. 121.4 ms`. */
function boundsTexts(candidate: ReportedCandidate): readonly string[] {
  return numbersIn(candidate).map(([name, bounds]) => `${wordsOf(name)} ${boundsText(name, bounds)}`);
}

/** The parameters that mean something to others: not when windows began, on the clock of this probe. */
export function numbersIn({ parameters }: ReportedCandidate): readonly (readonly [string, Bounds])[] {
  return Object.entries(parameters).filter(([name]) => !/^originUs\d*$/u.test(name));
}

/** A parameter in words: `refillEveryUs` is `refill every`. */
export function wordsOf(name: string): string {
  return name.replace(/Us(\d*)$/u, '$1').replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

/** Who is counted together. */
export function perText(per: readonly string[]): string {
  return per.length === 0 ? 'for all together' : `per ${per.join(' and ')}`;
}

/** A duration or a count between its bounds, rounded outwards: what is said is never narrower than what is known. */
export function boundsText(name: string, { least, most }: Bounds): string {
  const isTime = /Us\d*$/u.test(name);
  const one = (value: number): string => (isTime ? durationText(value) : plainText(value));
  if (least === null && most === null) return 'unknown';
  if (most === null) return `at least ${one(least ?? 0)}`;
  if (least === null) return `at most ${one(most)}`;
  if (least === most) return one(most);
  return isTime ? timesText(least, most) : `${plainText(least)} .. ${plainText(most)}`;
}

/** The middle of two bounds and how far it may be off: `120.3 ± 1.1 ms`; `null` where that says nothing new. */
export function middleText(name: string, { least, most }: Bounds): string | null {
  if (least === null || most === null || least === most || !/Us\d*$/u.test(name)) return null;
  const { unit, digits } = roundedTimes(least, most);
  const { us } = unitOf(most);
  const middle = Number(((least + most) / 2 / us).toFixed(digits));
  // Outwards again: the middle has been rounded.
  const off = Math.max(most / us - middle, middle - least / us);
  return `${middle} ± ${roundedUp(off, digits)} ${unit}`;
}

function timesText(leastUs: number, mostUs: number): string {
  const { least, most, unit } = roundedTimes(leastUs, mostUs);
  return `${least} .. ${most} ${unit}`;
}

function plainText(value: number): string {
  return String(Number(value.toFixed(3)));
}

/** `24 actions, 12 accepted, 12 refused, 1 without an answer`. */
export function answersText(counts: {
  readonly accepted: number;
  readonly rejected: number;
  readonly others: number;
}): string {
  const { accepted, rejected, others } = counts;
  return [
    plural(accepted + rejected + others, 'action'),
    `${accepted} accepted`,
    `${rejected} refused`,
    ...(others === 0 ? [] : [`${others} neither`]),
  ].join(', ');
}
