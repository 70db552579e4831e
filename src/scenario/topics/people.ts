import { z } from 'zod';
import { defaults } from '../defaults.js';
import { count } from '../fields/numbers.js';
import { placeholdersIn, unknownPlaceholder } from '../fields/placeholders.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { fillTemplate } from '../fill.js';

/** Users or resources as read: a count and a pattern for the names, or the names themselves. */
export type People =
  | { readonly kind: 'pattern'; readonly count: number; readonly pattern: string }
  | { readonly kind: 'names'; readonly names: readonly string[] };

export type PeopleInput = number | string[] | { count: number; name?: string | undefined };

const marks = ['index', 'run'];

/** The names, index by index, with `${index}` and `${run}` filled in. */
export function namesOf(people: People, run: string): readonly string[] {
  if (people.kind === 'names')
    return people.names.map((name, index) => fillTemplate(name, { run, index: String(index) }));
  return Array.from({ length: people.count }, (_, index) =>
    fillTemplate(people.pattern, { run, index: String(index) }),
  );
}

/** Virtual users: how many, or who. */
export function users(): z.ZodType<People, PeopleInput> {
  return people(defaults.userName, 'users').describe(
    'How many users, {count, name}, or a list of their names.',
  );
}

/** Resources: how many, or which. */
export function resources(): z.ZodType<People, PeopleInput> {
  return people(defaults.resourceName, 'resources').describe(
    'How many resources, {count, name}, or a list of their names; `${run}` in names makes them new in every run.',
  );
}

function people(pattern: string, what: string): z.ZodType<People, PeopleInput> {
  const counted = count().transform((many): People => ({ kind: 'pattern', count: many, pattern }));
  const listed = z
    .array(name())
    .min(1)
    .superRefine(distinct)
    .transform((names): People => ({ kind: 'names', names }));
  const named = strict({ count: count(), name: name().prefault(pattern) })
    .superRefine(numbered)
    .transform((value): People => ({ kind: 'pattern', count: value.count, pattern: value.name }));
  return z.union([counted, listed, named], {
    error: ({ input }) =>
      input === undefined
        ? 'is missing'
        : `must be a number of ${what}, a list of names or {count, name}, but is ${inWords(input)}`,
  });
}

function name(): z.ZodType<string, string> {
  return z
    .string()
    .min(1)
    .max(200)
    .superRefine((text, context) => {
      const wrong = unknownPlaceholder(text, marks);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
    });
}

function distinct(names: readonly string[], context: z.core.$RefinementCtx): void {
  const first = new Map<string, number>();
  for (const [index, each] of names.entries()) {
    const before = first.get(each);
    if (before === undefined) first.set(each, index);
    else
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `repeats the name ${quoted(each)} of entry ${before}; names must differ`,
      });
  }
}

function numbered(value: { count: number; name: string }, context: z.core.$RefinementCtx): void {
  if (value.count === 1 || placeholdersIn(value.name).includes('index')) return;
  const message = `needs \`\${index}\` in it, or all ${value.count} would be called ${quoted(value.name)}`;
  context.addIssue({ code: 'custom', path: ['name'], message, params: { onlyAlone: true } });
}
