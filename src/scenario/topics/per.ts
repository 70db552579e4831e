import { z } from 'zod';
import { keyFields, type KeyField } from '../../history/action.js';
import { inWords, quoted } from '../fields/say.js';
import { suggestion } from '../nearest.js';

/** What a limit is counted on: a field, several joined by `+` or in a list, or `all` for one key. */
export type PerInput = KeyField | 'all' | `${KeyField}+${string}` | KeyField[];

/** The fields of a key, in the order they are written; none for `all`. */
export const per = z
  .union([z.string(), z.array(z.string())], {
    error: ({ input }) =>
      input === undefined
        ? 'is missing'
        : `must be a field, fields joined by + or a list of fields, but is ${inWords(input)}`,
  })
  .transform((value, context) => {
    const fields = typeof value === 'string' ? value.split('+').map((field) => field.trim()) : value;
    if (fields.length === 1 && fields[0] === 'all') return [];
    const flaw = flawOf(fields);
    if (flaw !== null) context.addIssue({ code: 'custom', message: flaw });
    return fields.filter(isKeyField);
  })
  .describe(
    `What the limit is counted on: all, or any of ${keyFields.join(', ')}, joined by +.`,
  ) as unknown as z.ZodType<KeyField[], PerInput>;

function isKeyField(field: string): field is KeyField {
  return (keyFields as readonly string[]).includes(field);
}

function flawOf(fields: readonly string[]): string | null {
  const wrong = fields.find((field) => !isKeyField(field));
  if (wrong === 'all') return 'must be `all` alone, or fields without it';
  if (wrong !== undefined)
    return `has an unknown field ${quoted(wrong)}${suggestion(wrong, ['all', ...keyFields])}`;
  if (fields.length === 0) return 'must name a field; write `all` for one key for everything';
  const repeated = fields.find((field, index) => fields.indexOf(field) !== index);
  return repeated === undefined ? null : `names ${quoted(repeated)} twice`;
}
