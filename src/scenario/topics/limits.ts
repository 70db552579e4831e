import { z } from 'zod';
import { duration, positiveDuration } from '../fields/duration-field.js';
import { per } from './per.js';

const many = z.int().min(1);

/** When one of the windows begins; without it the judge finds out as far as it can. */
const origin = duration()
  .optional()
  .describe('When one of the windows begins, counted from the start of the run; absent: nobody knows.');

/** The settings of every limit of one rule, by its name. */
export const limits = {
  cooldown: {
    per,
    every: positiveDuration().describe('The least time between two accepts on one key.'),
    restartOnReject: z.boolean().optional().describe('Whether a refusal starts the time again.'),
  },
  tokenBucket: {
    per,
    capacity: many.describe('The most tokens a bucket holds: the greatest burst.'),
    refillEvery: positiveDuration().describe('The time in which one token comes back.'),
  },
  slidingLog: {
    per,
    limit: many.describe('How many are accepted in any window.'),
    window: positiveDuration(),
  },
  fixedWindow: {
    per,
    limit: many.describe('How many are accepted in one window.'),
    window: positiveDuration(),
    anchor: z
      .enum(['first', 'epoch'])
      .optional()
      .describe('Whether windows begin with their first attempt (the default) or follow a clock.'),
    countRejected: z.boolean().optional().describe('Whether refusals use up the window as well.'),
    refresh: z
      .enum(['never', 'accept', 'attempt'])
      .optional()
      .describe('What puts off the end of a window that began with an attempt; default never.'),
    origin,
  },
  capacity: { per, limit: many.describe('How many are accepted, ever.') },
  once: {
    per: per.prefault('user+resource'),
    onRepeat: z
      .enum(['reject', 'update'])
      .optional()
      .describe('Whether a repeat is refused (the default) or updates what is there.'),
  },
  lease: { per, ttl: positiveDuration().describe('How long a lease lasts unless it is renewed.') },
  turns: {
    per,
    order: z
      .array(z.string().min(1).max(200))
      .min(1)
      .optional()
      .describe('The users by name, in the order of their turns; absent: all users.'),
    timeout: positiveDuration().optional().describe('After this long without a move the turn passes on.'),
  },
  slidingCounter: {
    per,
    limit: many.describe('About how many are accepted in any window.'),
    window: positiveDuration(),
    origin,
  },
  concurrency: { per, limit: many.describe('How many may hold a slot at a time.') },
  /** Nothing is refused; what a scenario without a model has. */
  unlimited: {},
} as const;

type Limits = typeof limits;

/** A limit of one rule as read: its name, and its settings with durations in microseconds. */
export type WrittenLimit = {
  [Kind in keyof Limits]: { readonly kind: Kind; readonly settings: z.output<z.ZodObject<Limits[Kind]>> };
}[keyof Limits];
