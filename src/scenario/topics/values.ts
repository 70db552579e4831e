import { z } from 'zod';
import type { ValueSpec } from '../../plan/values.js';
import { strict } from '../fields/strict.js';

const bound = z.int();
const bounds = z
  .tuple([bound, bound])
  .refine(([from, to]) => from <= to, 'must be written [from, to], the smaller one first')
  .refine(([from, to]) => to - from < 2 ** 32, 'must be less than 4294967296 apart');

const plain = z.union([z.string(), z.number(), z.boolean()]);

/** One of several, all with the same chance; a value that comes twice is twice as likely. */
const value = z.union([
  strict({ int: bounds.describe('A whole number between these two, both included.') }),
  strict({ oneOf: z.array(plain).min(1).describe('One of these.') }),
  strict({ text: z.int().min(1).max(10_000).describe('So many letters and digits.') }),
]);

const name = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** What `${value.NAME}` becomes in payloads. */
export const values = z
  .record(z.string(), value)
  .superRefine((written, context) => {
    for (const key of Object.keys(written))
      if (!name.test(key))
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'must have a name of letters, digits and underscores',
        });
  })
  .describe(
    'What `${value.NAME}` becomes in payloads, drawn anew for each action: {int: [1, 100]}, {oneOf: [...]} or {text: 12}.',
  );

/** The values as the plan draws them. */
export function valueSpecsOf(
  written: z.output<typeof values> | undefined,
): Readonly<Record<string, ValueSpec>> {
  return Object.fromEntries(
    Object.entries(written ?? {}).map(([key, spec]): [string, ValueSpec] => {
      if ('int' in spec) return [key, { kind: 'int', from: spec.int[0], to: spec.int[1] }];
      if ('oneOf' in spec) return [key, { kind: 'one-of', values: spec.oneOf }];
      return [key, { kind: 'text', length: spec.text }];
    }),
  );
}
