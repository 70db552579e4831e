import type { View } from './view.js';

/** Marks of a time axis: steps that people count in. */
export interface Ticks {
  readonly stepUs: number;
  readonly atUs: readonly number[];
}

const second = 1_000_000;
const minute = 60 * second;
const stepsUs = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map((count) => count * minute),
];
const day = 1440 * minute;

/** Marks at whole multiples of the least step that leaves at most `most` of them in the view. */
export function ticksOf({ fromUs, toUs }: View, most: number): Ticks {
  const span = toUs - fromUs;
  const enough = (stepUs: number): boolean => span / stepUs <= Math.max(1, most);
  const stepUs = stepsUs.find(enough) ?? Math.ceil(span / Math.max(1, most) / day) * day;
  const atUs: number[] = [];
  for (let index = Math.ceil(fromUs / stepUs); index * stepUs <= toUs; index++) atUs.push(index * stepUs);
  return { stepUs, atUs };
}

/** A time since the start as its mark says it: as many digits as the step has, in one unit for all: `1.25 s`, `2:05 min`. */
export function tickText(us: number, stepUs: number): string {
  if (us < 0) return `-${tickText(-us, stepUs)}`;
  if (stepUs >= second && us >= minute) return clockText(us);
  if (us >= second || stepUs >= second) return `${fixed(us / second, stepUs / second)} s`;
  if (us === 0) return '0';
  return `${fixed(us / 1000, stepUs / 1000)} ms`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function clockText(us: number): string {
  const seconds = Math.round(us / second);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest} min` : `${hours}:${two(minutes)}:${rest} h`;
}

function fixed(value: number, step: number): string {
  let digits = 0;
  for (let rest = step; digits < 6 && Math.abs(rest - Math.round(rest)) > 1e-9; rest *= 10) digits++;
  return value.toFixed(digits);
}

/** A time to the microsecond, as details say it: `12.345 678 s`. */
export function exactText(us: number): string {
  const whole = Math.abs(Math.round(us));
  const parts = String(whole % second).padStart(6, '0');
  return `${us < 0 ? '-' : ''}${Math.floor(whole / second)}.${parts.slice(0, 3)} ${parts.slice(3)} s`;
}
