import type { z } from 'zod';
import { nearestName } from '../history/nearest.js';
import { quoted } from './fields/say.js';
import { absentText, wordingOf } from './wording.js';

/** Keys and indices from the root of a scenario to a value in it. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a scenario. */
export interface Complaint {
  readonly path: Path;
  /** Whether the key itself is wrong, or what stands behind it. */
  readonly about: 'key' | 'value';
  /** A sentence about the key, or a predicate of the value: `must be ...`. */
  readonly text: string;
}

/**
 * Reads a value with a schema: the result, or everything that is wrong with it. `absent`: keys that are
 * missing although the schema alone could do without them.
 */
export function readWith<S extends z.ZodType>(
  schema: S,
  value: unknown,
  absent: readonly string[] = [],
):
  | { readonly ok: true; readonly value: z.output<S> }
  | { readonly ok: false; readonly complaints: readonly Complaint[] } {
  const read = schema.safeParse(value, { error: wordingOf, reportInput: true });
  const missing = absent.map((key): Complaint => ({ path: [key], about: 'value', text: absentText }));
  if (read.success && missing.length === 0) return { ok: true, value: read.data };
  const found = read.success ? [] : complaintsOf(read.error.issues, []);
  return { ok: false, complaints: withoutEchoes([...found, ...missing]) };
}

/** The complaint as one line, without its place. */
export function sentenceOf(complaint: Complaint): string {
  if (complaint.about === 'key') return complaint.text;
  const subject = complaint.path.length === 0 ? 'the scenario' : quoted(pathText(complaint.path));
  return `${subject} ${complaint.text}`;
}

/** `phases[0].pacing.every`. */
export function pathText(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/** A mistyped key is one mistake, not also the absence of the key that was meant. */
function withoutEchoes(complaints: readonly Complaint[]): readonly Complaint[] {
  const absent = complaints.filter(({ text }) => text === absentText);
  const meant = complaints.flatMap((complaint) => {
    if (complaint.about !== 'key') return [];
    const siblings = absent.filter(
      ({ path }) => pathText(path.slice(0, -1)) === pathText(complaint.path.slice(0, -1)),
    );
    const name = nearestName(
      String(complaint.path.at(-1)),
      siblings.map(({ path }) => String(path.at(-1))),
    );
    return siblings.filter(({ path }) => path.at(-1) === name);
  });
  return complaints.filter((complaint) => !meant.includes(complaint));
}

type Issue = z.core.$ZodIssue;

function complaintsOf(issues: readonly Issue[], base: Path): Complaint[] {
  return issues.flatMap((issue): Complaint[] => {
    if (issues.length > 1 && issue.code === 'custom' && issue.params?.['onlyAlone'] === true) return [];
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path);
    const branch = issue.code === 'invalid_union' ? meantBranch(issue.errors) : null;
    if (branch !== null) return complaintsOf(branch, path);
    return [{ path, about: 'value', text: issue.message }];
  });
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, path: Path): Complaint[] {
  const texts = issue.message.split('\n');
  return issue.keys.map((key, index) => ({
    path: [...path, key],
    about: 'key',
    text: texts[index] ?? issue.message,
  }));
}

/** The alternative that the author meant: of the value's kind, and with the fewest strange or absent keys. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const possible = branches.filter((branch) => !branch.some(isOfAnotherKind));
  const [best] = possible.toSorted((a, b) => strangeness(a) - strangeness(b) || a.length - b.length);
  return best ?? null;
}

function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_type') return !(issue.expected === 'int' && typeof issue.input === 'number');
  if (issue.code === 'invalid_value') return typeof issue.input !== 'string';
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isOfAnotherKind));
  return issue.code === 'custom' && issue.params?.['otherKind'] === true;
}

/** Whoever writes `kind` means a form that has it, whatever else is wrong with it. */
const kindWeight = 100;

function isAbsent({ input, message }: Issue): boolean {
  return input === undefined || message === absentText;
}

function strangeness(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
      return sum + issue.keys.length + (issue.keys.includes('kind') ? kindWeight : 0);
    if (issue.code === 'invalid_union' && issue.path.length === 0)
      return sum + Math.min(...issue.errors.filter((each) => !each.some(isOfAnotherKind)).map(strangeness));
    return issue.path.length === 1 && isAbsent(issue) ? sum + 1 : sum;
  }, 0);
}
