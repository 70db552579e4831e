import { z } from 'zod';
import type { Action } from '../../history/action.js';
import type { StateChange } from '../../oracle/state/contract.js';
import type { ReadContext, StateValues } from '../live.js';
import { duration, positiveDuration } from '../fields/duration-field.js';
import { unknownPlaceholder } from '../fields/placeholders.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';

const onlyInCode = 'and only a TypeScript or JavaScript scenario can hold one';

/** What a state is counted on: a field of actions that their server knows too. */
const per = z
  .enum(['resource', 'user', 'action', 'group', 'value'])
  .prefault('resource')
  .describe('The field of an action that names the key it changes.');

/** `accepts`: one for each accepted action. `nothing`: no action changes it. A map: by kind of action. A function: whatever it says. */
export type WrittenCount =
  | 'accepts'
  | 'nothing'
  | Readonly<Record<string, number>>
  | ((action: Action) => StateChange | number | null);

const count = z
  .custom<WrittenCount>()
  .superRefine((value: unknown, context) => {
    const flaw = countFlaw(value);
    if (flaw !== null) context.addIssue({ code: 'custom', message: flaw });
  })
  .prefault('accepts')
  .describe(
    'What an accepted action does to its key: `accepts` counts 1, a map such as {act: 1, release: -1} counts by kind; `nothing`: it must stay as it is.',
  );

function countFlaw(value: unknown): string | null {
  if (value === 'accepts' || value === 'nothing' || typeof value === 'function') return null;
  const shapes = `must be \`accepts\`, \`nothing\`, a map such as {act: 1, release: -1}, or a function, ${onlyInCode}`;
  if (typeof value === 'string') return `${shapes}, not ${quoted(value)}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${shapes}, but is ${inWords(value)}`;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) return 'must name at least one kind of action';
  const wrong = entries.find(([, by]) => !Number.isSafeInteger(by));
  return wrong === undefined
    ? null
    : `counts ${quoted(wrong[0])} by ${inWords(wrong[1])}; it must be a whole number`;
}

/** Text with marks that are filled for each run, or each key. */
const marked = (marks: readonly string[]) =>
  z
    .string()
    .min(1)
    .max(2000)
    .superRefine((text, context) => {
      const wrong = unknownPlaceholder(text, marks);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
    });

const from = strict({
  url: marked(['key', 'run']).describe(
    'Path or URL that answers with JSON; with `${key}` it is asked for each key, else once for all.',
  ),
  at: marked(['key', 'run'])
    .optional()
    .describe('Where in the answer: names joined by dots. Without `${key}`: a map of keys.'),
});

const read = z.custom<(context: ReadContext) => StateValues | Promise<StateValues>>(
  (value) => typeof value === 'function',
  { error: `must be a function, ${onlyInCode}` },
);

const check = strict({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/, {
      error: ({ input }) =>
        `must be letters, digits, dots, dashes, underscores and spaces, not ${quoted(String(input))}`,
    })
    .describe('Names the check in reports.'),
  kind: z
    .enum(['number', 'members'])
    .prefault('number')
    .describe('`number`: a tally, a balance, free seats. `members`: who is in, each at most once.'),
  per,
  count,
  start: z
    .union([z.number(), z.null()], { error: () => 'must be a number, or null where nobody knows' })
    .optional()
    .describe(
      'The value of every key before the run; null: whatever the first reading says. Default: 0 where the server or the keys begin with the run, else null.',
    ),
  from: from.optional().describe('Where the state is read.'),
  read: read.optional().describe('Reads the state in code: ({ fetch, target, run }) => ({ r0: 41 }).'),
  every: positiveDuration('s').optional().describe('How often it is read besides the end.'),
  settle: duration()
    .prefault('0ms')
    .describe('How long the server may take, after its answer, to show what it accepted.'),
}).superRefine(({ from: place, read: code, per: field }, context) => {
  const complain = (path: string[], message: string): void =>
    context.addIssue({ code: 'custom', path, message, params: { onlyAlone: true } });
  if (place === undefined && code === undefined)
    complain([], 'needs `from`: a URL that answers with JSON; or `read`, in code');
  if (place !== undefined && code !== undefined) complain(['read'], 'has no place beside `from`');
  const asksEach = place !== undefined && `${place.url} ${place.at ?? ''}`.includes('${key}');
  if (asksEach && field !== 'resource' && field !== 'user')
    complain(
      ['from'],
      `names each \`\${key}\`, which are known before the run for \`per: resource\` and \`per: user\` only; leave \`\${key}\` out where the answer is a map`,
    );
});

/** What the server's state is compared with. */
export const state = z
  .array(check)
  .min(1)
  .max(20)
  .superRefine((checks, context) => {
    const names = checks.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) < index)
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `is taken: ${quoted(name)} is named twice`,
        });
    });
  })
  .describe("What accepted actions should have made of the server's state, and where it is read.");

/** A check as it was read. */
export type WrittenCheck = z.output<typeof check>;
