import type { z } from 'zod';
import { inWords, oneOf, quoted } from './fields/say.js';
import { didYouMean } from './nearest.js';

/** What is said of a value that has to be there. */
export const absentText = 'is missing';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

/**
 * What is wrong with a value, as a predicate to put behind its name: `must be a number, but is a
 * list`. Schemas that know better say it themselves.
 */
export function wordingOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== 'custom') return absentText;
  if (issue.code === 'invalid_type') return wrongKind(issue.expected, issue.input);
  if (issue.code === 'invalid_value') return wrongChoice(issue.values.map(String), issue.input);
  if (issue.code === 'too_small')
    return bound(
      issue.origin,
      issue.minimum,
      issue.input,
      issue.inclusive === false ? 'more than' : 'at least',
    );
  if (issue.code === 'too_big')
    return bound(
      issue.origin,
      issue.maximum,
      issue.input,
      issue.inclusive === false ? 'less than' : 'at most',
    );
  return 'is not valid here';
}

function wrongKind(expected: string, input: unknown): string {
  const kind = kinds[expected] ?? expected;
  if (typeof input === 'number' && expected === 'int') return `must be a whole number, not ${input}`;
  return `must be ${kind}, but is ${inWords(input)}`;
}

function bound(origin: string, limit: number | bigint, input: unknown, relation: string): string {
  if (origin === 'string')
    return limit === 1 ? 'must not be empty' : `must have ${relation} ${limit} characters`;
  if (origin === 'array')
    return limit === 1 ? 'must not be an empty list' : `must have ${relation} ${limit} entries`;
  return `must be ${relation} ${limit}, not ${String(input)}`;
}

function wrongChoice(values: readonly string[], input: unknown): string {
  if (typeof input !== 'string') return `must be ${oneOf(values)}, but is ${inWords(input)}`;
  return `must be ${oneOf(values)}, not ${quoted(input)}${didYouMean(input, values)}`;
}
