import { z } from 'zod';
import { inWords } from './say.js';

/** What a scenario may write for a share: `20%`, or a number from 0 to 1. */
export type ShareInput = string | number;

const percent = /^(\d+(?:\.\d+)?) ?%$/;

/** A part of something, above 0 and up to all of it, as a number up to 1. */
export function share(): z.ZodType<number, ShareInput> {
  return z
    .union([z.string(), z.number()], {
      error: (issue) =>
        issue.input === undefined
          ? 'is missing'
          : `must be a share such as 20% or 0.2, but is ${inWords(issue.input)}`,
    })
    .transform((written, context) => {
      const read = typeof written === 'number' ? written : Number(percent.exec(written)?.[1]) / 100;
      if (read > 0 && read <= 1) return read;
      context.addIssue({
        code: 'custom',
        message: `must be a share such as 20% or 0.2, above 0 and at most 100%, but is ${inWords(written)}`,
      });
      return z.NEVER;
    });
}
