import { z } from 'zod';
import type { Rate } from '../../plan/rate.js';
import { rateOf, type RateText } from '../rate.js';
import { inWords, quoted } from './say.js';

/** What a scenario may write for a rate; plain numbers are actions per second. */
export type RateInput = RateText | number;

/** A rate of 0 or more. */
export function rate(): z.ZodType<Rate, RateInput> {
  const written = z.union([z.string(), z.number()], {
    error: ({ input }) =>
      input === undefined
        ? 'is missing'
        : `must be a rate such as 200/s, 20/min or 100/h, but is ${inWords(input)}`,
  });
  return written.transform((value, context) => {
    try {
      return rateOf(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const shown = typeof value === 'number' ? String(value) : quoted(value).slice(1, -1);
      context.addIssue({ code: 'custom', message: error.message.replaceAll(String(value), shown) });
      return z.NEVER;
    }
  }) as unknown as z.ZodType<Rate, RateInput>;
}

/** A rate above 0. */
export function positiveRate(): z.ZodType<Rate, RateInput> {
  return rate().refine(({ count }) => count > 0, 'must be more than 0');
}
