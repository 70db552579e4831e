import { byName } from '../../report/order.js';
import type { Group } from '../../report/report.js';

/** Groups with something wrong, failed or unanswered, the least accurate first, at most `most`. */
export function worstOf(groups: readonly Group[], most: number): readonly Group[] {
  return groups
    .filter((group) => group.correct < group.decided || unjudgedOf(group) > 0)
    .sort(
      (a, b) =>
        (a.accuracy ?? 1) - (b.accuracy ?? 1) || unjudgedOf(b) - unjudgedOf(a) || byName(a.name, b.name),
    )
    .slice(0, most);
}

/** Actions of a group that nobody can judge. */
function unjudgedOf(group: Group): number {
  return group.errors + unansweredOf(group);
}

/** Actions of a group that nobody answered, whether they left or not; an error is an answer. */
export function unansweredOf(group: Group): number {
  return group.unknown + group.dropped;
}

/** Whether a table of these groups says how many errors each had: where none had any, the column would say nothing. */
export function hasErrors(groups: readonly Group[]): boolean {
  return groups.some(({ errors }) => errors > 0);
}
