import { z } from 'zod';
import { defaults } from '../defaults.js';
import { count } from '../fields/numbers.js';
import { orCode } from '../fields/or-code.js';
import { placeholdersIn, unknownPlaceholder } from '../fields/placeholders.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { fillTemplate } from '../fill.js';

/** Users or resources as read: a count and a pattern for the names, or the names themselves. */
export type People =
  | { readonly kind: 'pattern'; readonly count: number; readonly pattern: string }
  | { readonly kind: 'names'; readonly names: readonly string[] };

export type PeopleInput = number | string[] | { count: number; name?: string | undefined };

/** What a function in a scenario makes of the index of a user: its name, and what it alone has. */
export type UserMaker = (index: number) => Readonly<Record<string, string | number | boolean>>;

export type UsersInput = PeopleInput | { from: string | UserMaker; count?: number | undefined };

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
export function users(): z.ZodType<People, UsersInput> {
  return people(defaults.userName, 'users', [listedElsewhere()]).describe(
    'How many users, {count, name}, a list of their names, or {from: users.csv}: a file with a column `name`, whose others fill `${user.COLUMN}`.',
  );
}

/** Users from a file or a function. Their names are put in its place before a scenario is read. */
function listedElsewhere(): z.ZodType<People, UsersInput> {
  const file = z
    .string()
    .min(1)
    .describe('A .csv or .json file, relative to the scenario; all its values but the names are secret.');
  const from = orCode(file, (value): value is UserMaker => typeof value === 'function');
  return strict({ from, count: count().optional() })
    .superRefine((value, context) => {
      if (typeof value.from !== 'function' || value.count !== undefined) return;
      context.addIssue({
        code: 'custom',
        path: ['count'],
        message: 'is missing: a function makes as many users as it is asked for',
      });
    })
    .transform((value): People => ({
      kind: 'pattern',
      count: value.count ?? 1,
      pattern: defaults.userName,
    }));
}

/** Resources: how many, or which. */
export function resources(): z.ZodType<People, PeopleInput> {
  return people(defaults.resourceName, 'resources').describe(
    'How many resources, {count, name}, or a list of their names; `${run}` in names makes them new in every run.',
  ) as z.ZodType<People, PeopleInput>;
}

function people(
  pattern: string,
  what: string,
  others: readonly z.ZodType<People, UsersInput>[] = [],
): z.ZodType<People, UsersInput> {
  const counted = count().transform((many): People => ({ kind: 'pattern', count: many, pattern }));
  const listed = z
    .array(name())
    .min(1)
    .superRefine(distinct)
    .transform((names): People => ({ kind: 'names', names }));
  const named = strict({ count: count(), name: name().prefault(pattern) })
    .superRefine(numbered)
    .transform((value): People => ({ kind: 'pattern', count: value.count, pattern: value.name }));
  return z.union([counted, listed, named, ...others], {
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
