import { Problem, type Place } from './problem.js';

/** One line of a problem: where, and what. */
export interface Finding {
  readonly place: Place;
  readonly text: string;
}

/**
 * All that was found, as one problem of several lines: flags and files in the order in which they
 * come up, and within a file from top to bottom.
 */
export function problemOf(findings: readonly Finding[]): Problem {
  const files = [...new Set(findings.map((finding) => finding.place.file))];
  const rank = ({ place }: Finding): readonly number[] => [
    files.indexOf(place.file),
    place.line ?? 0,
    place.column ?? 0,
  ];
  const [first, ...more] = findings.toSorted((a, b) => inOrder(rank(a), rank(b)));
  if (first === undefined) throw new Error('a problem needs a finding');
  const rest = more.map((finding) => `\n${new Problem(finding.text, finding.place).message}`);
  return new Problem(first.text + rest.join(''), first.place);
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  return a.reduce((order, part, index) => (order === 0 ? part - (b[index] ?? 0) : order), 0);
}
