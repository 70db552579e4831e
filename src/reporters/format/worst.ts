import { byName } from '../../report/order.js';
import type { Group } from '../../report/report.js';

/** Groups with something wrong or unanswered, the least accurate first, at most `most`. */
export function worstOf(groups: readonly Group[], most: number): readonly Group[] {
  return groups
    .filter((group) => group.correct < group.decided || unansweredOf(group) > 0)
    .sort(
      (a, b) =>
        (a.accuracy ?? 1) - (b.accuracy ?? 1) || unansweredOf(b) - unansweredOf(a) || byName(a.name, b.name),
    )
    .slice(0, most);
}

/** Actions of a group that nobody can judge. */
export function unansweredOf(group: Group): number {
  return group.errors + group.unknown + group.dropped;
}
