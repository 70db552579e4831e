import { z } from 'zod';
import type { Json } from '../../wires/index.js';
import { unknownPlaceholder } from './placeholders.js';
import { inWords } from './say.js';

/** Any data, with `${...}` marks of these names in its texts. */
export function template(marks: readonly string[]): z.ZodType<Json, Json> {
  return data((text) => unknownPlaceholder(text, marks));
}

/** Any data, taken literally: a pattern that replies are compared with. */
export function literal(): z.ZodType<Json, Json> {
  return data(() => null);
}

/** A map of texts with marks: headers, query parameters. Numbers and booleans become text. */
export function textMap(
  marks: readonly string[],
): z.ZodType<Record<string, string>, Record<string, string | number | boolean>> {
  const entry = z
    .union([z.string(), z.number(), z.boolean()], {
      error: (issue) => `must be text, but is ${inWords(issue.input)}`,
    })
    .transform((value, context) => {
      const wrong = unknownPlaceholder(String(value), marks);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
      return String(value);
    });
  return z.record(z.string(), entry);
}

function data(wrongText: (text: string) => string | null): z.ZodType<Json, Json> {
  const schema = z.unknown().superRefine((value, context) => {
    for (const flaw of flawsOf(value, wrongText, 0))
      context.addIssue({ code: 'custom', message: flaw.message, path: flaw.path, input: value });
  });
  return schema as unknown as z.ZodType<Json, Json>;
}

interface Flaw {
  readonly path: (string | number)[];
  readonly message: string;
}

const depthMax = 32;

function flawsOf(value: unknown, wrongText: (text: string) => string | null, depth: number): Flaw[] {
  if (depth > depthMax) return [{ path: [], message: `is nested deeper than ${depthMax} levels` }];
  if (typeof value === 'string') return textFlaw(wrongText(value));
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return [];
  if (Array.isArray(value))
    return value.flatMap((entry, index) => within(index, flawsOf(entry, wrongText, depth + 1)));
  if (!isPlain(value))
    return [
      {
        path: [],
        message: value === undefined ? 'is missing' : `must be plain data, but is ${inWords(value)}`,
      },
    ];
  return Object.entries(value).flatMap(([key, entry]) => within(key, flawsOf(entry, wrongText, depth + 1)));
}

function textFlaw(message: string | null): Flaw[] {
  return message === null ? [] : [{ path: [], message }];
}

function within(key: string | number, flaws: readonly Flaw[]): Flaw[] {
  return flaws.map((flaw) => ({ path: [key, ...flaw.path], message: flaw.message }));
}

/** Whether a value is a map written as such, and not a class instance, a date, a function. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is code in a scenario: a record with functions in it, such as a wire of its own. */
export function isCode(value: unknown): boolean {
  return isPlain(value) && Object.values(value).some((member) => typeof member === 'function');
}
