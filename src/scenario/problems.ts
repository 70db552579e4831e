import { Problem, type Place } from './problem.js';

/** One line of a problem: where, and what. */
export interface Finding {
  readonly place: Place;
  readonly text: string;
}

/** All that was found, in the order of the file, as one problem of several lines. */
export function problemOf(findings: readonly Finding[]): Problem {
  const [first, ...more] = findings.toSorted((a, b) => inOrder(a.place, b.place));
  if (first === undefined) throw new Error('a problem needs a finding');
  const rest = more.map((finding) => `\n${new Problem(finding.text, finding.place).message}`);
  return new Problem(first.text + rest.join(''), first.place);
}

function inOrder(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
