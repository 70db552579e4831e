import { z } from 'zod';
import { didYouMean } from '../nearest.js';
import { inWords, oneOf, quoted } from './say.js';
import { strict } from './strict.js';

type Cases = Readonly<Record<string, z.ZodType>>;

/** As written: a bare name, or a map with the name as its only key. */
export type TaggedInput<C extends Cases, Short extends keyof C> =
  Short | { [Name in keyof C]: { [Key in Name]: z.input<C[Name]> } }[keyof C];

/** As read: the name, and its settings. */
export type Tagged<C extends Cases> = {
  [Name in keyof C]: { readonly kind: Name; readonly settings: z.output<C[Name]> };
}[keyof C];

/**
 * One of several kinds, each with settings of its own. `short` names the kinds whose settings may
 * all be left out. One map schema holds all kinds, so that a mistyped kind is reported as such,
 * and not as the failure of every kind in turn.
 */
export function tagged<C extends Cases, const Short extends keyof C & string>(
  cases: C,
  short: readonly Short[],
): z.ZodType<Tagged<C>, TaggedInput<C, Short>> {
  const names = Object.keys(cases);
  const bare = z
    .enum(short, { error: (issue) => aboutName(issue.input, names) })
    .transform((name) => ({ [name]: {} }));
  const shapes =
    short.length === 0
      ? `a map with the key ${oneOf(names)}`
      : `${oneOf(names)}, or a map with one of them as its key`;
  const schema = z.union([bare.pipe(record(cases)), record(cases)], {
    error: (issue) =>
      issue.input === undefined ? 'is missing' : `must be ${shapes}, but is ${inWords(issue.input)}`,
  });
  return schema as unknown as z.ZodType<Tagged<C>, TaggedInput<C, Short>>;
}

function record(cases: Cases): z.ZodType<unknown, Record<string, object>> {
  const names = Object.keys(cases);
  const shape = Object.fromEntries(
    Object.entries(cases).map(([name, settings]) => [name, settings.optional()]),
  );
  return strict(shape)
    .meta({ minProperties: 1, maxProperties: 1 })
    .transform((found, context) => {
      const [first, ...more] = Object.entries(found).filter(([, settings]) => settings !== undefined);
      if (first !== undefined && more.length === 0) return { kind: first[0], settings: first[1] };
      context.addIssue({
        code: 'custom',
        message: countText(names, Object.keys(found)),
        params: { onlyAlone: true },
      });
      return z.NEVER;
    }) as unknown as z.ZodType<unknown, Record<string, object>>;
}

function countText(names: readonly string[], found: readonly string[]): string {
  if (found.length === 0) return `must have one of the keys ${oneOf(names)}`;
  return `must have one key only, but has ${found.map((name) => quoted(name)).join(' and ')}`;
}

function aboutName(input: unknown, names: readonly string[]): string {
  if (typeof input !== 'string') return `must be ${oneOf(names)}, but is ${inWords(input)}`;
  if (names.includes(input)) return `needs settings here: write {${input}: {...}}`;
  return `must be ${oneOf(names)}, not ${quoted(input)}${didYouMean(input, names)}`;
}
