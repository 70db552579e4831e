import { z } from 'zod';
import { durationUs, type DurationText } from '../duration.js';
import { inWords, quoted } from './say.js';

/** What a scenario may write for a duration; plain numbers are milliseconds. */
export type DurationInput = DurationText | number;

/** A duration of zero or more, in integer microseconds; `likely` is the unit proposed where none is written. */
export function duration(likely: 'ms' | 's' = 'ms'): z.ZodType<number, DurationInput> {
  return written('a duration such as 250us, 20ms, 1s or 5m').transform((value, context) =>
    read(value, context, likely),
  ) as unknown as z.ZodType<number, DurationInput>;
}

/** A duration longer than nothing, in integer microseconds. */
export function positiveDuration(likely: 'ms' | 's' = 'ms'): z.ZodType<number, DurationInput> {
  return duration(likely).refine((us) => us > 0, 'must be longer than 0');
}

/** A duration that may also lie before something: `-30ms`, `0ms`, `+30ms`. */
export function offset(): z.ZodType<number, DurationInput> {
  return written('a duration before or behind, such as -30ms, 0ms or +30ms').transform((value, context) => {
    const isBefore = typeof value === 'number' ? value < 0 : value.trim().startsWith('-');
    const size = typeof value === 'number' ? Math.abs(value) : value.trim().replace(/^-/, '');
    const us = read(size, context, 'ms');
    return isBefore ? 0 - us : us;
  }) as unknown as z.ZodType<number, DurationInput>;
}

/** A positive duration, or the word `never`, which becomes `null`. */
export function durationOrNever(): z.ZodType<number | null, DurationInput | 'never'> {
  return written('a duration such as 500ms, or `never`').transform((value, context) => {
    if (value === 'never') return null;
    const us = read(value, context, 'ms');
    if (us === 0) context.addIssue({ code: 'custom', message: 'must be longer than 0, or `never`' });
    return us;
  }) as unknown as z.ZodType<number | null, DurationInput | 'never'>;
}

function written(what: string): z.ZodUnion<[z.ZodString, z.ZodNumber]> {
  return z.union([z.string(), z.number()], {
    error: (issue) =>
      issue.input === undefined ? 'is missing' : `must be ${what}, but is ${inWords(issue.input)}`,
  });
}

function read(value: string | number, context: z.core.$RefinementCtx, likely: 'ms' | 's'): number {
  try {
    return durationUs(value, likely);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message.replaceAll(String(value), shown(value)) });
    return z.NEVER;
  }
}

function shown(value: string | number): string {
  return typeof value === 'number' ? String(value) : quoted(value).slice(1, -1);
}
