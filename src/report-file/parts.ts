import { z } from 'zod';

/** A whole number of things, never negative. */
export const count = (what: string) => z.int().nonnegative().describe(what);
/** A time or duration. */
export const us = (what: string) => z.number().describe(`${what}; microseconds`);
export const usOrNull = (what: string) =>
  z.number().nullable().describe(`${what}; microseconds, null: undefined`);
/** A number between 0 and 1. */
export const share = (what: string) =>
  z.number().min(0).nullable().describe(`${what}; between 0 and 1, null: undefined`);
export const bytes = (what: string) =>
  z.number().nonnegative().nullable().describe(`${what}; bytes, null: nobody looked`);
export const text = (what: string) => z.string().describe(what);
export const textOrNull = (what: string) =>
  z.string().nullable().describe(`${what}; null: none, or nobody knows`);
/** Names and words of servers and logs: whoever shows them takes care. */
export const hostile = (what: string) => z.string().describe(`${what}; may hold anything`);
export const list = <T extends z.ZodType>(of: T, what: string) => z.array(of).readonly().describe(what);
/** Both ends of an interval at 95 %. */
export const interval = (what: string) =>
  z
    .tuple([z.number(), z.number()])
    .readonly()
    .nullable()
    .describe(`${what}: both ends of an interval at 95 %; null: undefined`);
export const id = z.union([z.string(), z.number()]).describe('the id of an action, as its history has it');
export const outcome = z
  .enum(['accepted', 'rejected', 'error', 'unknown', 'dropped'])
  .describe('what became of an action');
export const explained = z
  .enum(['valid', 'invalid', 'unknown'])
  .describe('whether an explanation exists: it does, none does, the search gave up');
export const unit = z
  .enum(['count', 'us', 'share', 'perSecond', 'bytes', 'number'])
  .describe('what a number is counted in; share: between 0 and 1, us: microseconds');
