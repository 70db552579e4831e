import type { Group, Report } from '../../report/report.js';
import { countText, plural, shareText } from '../../report/words.js';
import { msText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';
import { hasErrors, unansweredOf, worstOf } from '../format/worst.js';
import { tableMarkup, wrongCell } from './table.js';

/** More rows than this nobody reads, and they make the page slow; all of them are in `report.json`. */
const groupsMost = 1000;

/** Every phase, group, resource and user. */
export function groupSections(report: Report): Markup | null {
  const tables = [
    groupTable('phase', report.perPhase),
    groupTable('group', report.perGroup),
    groupTable('resource', report.perResource),
    groupTable('user', report.perUser),
  ].filter((table) => table !== null);
  if (tables.length === 0) return null;
  return markup`<section>
<h2>Phases, groups, resources, users</h2>
<p class="soft">Times are those of the response, in milliseconds.<span class="needs-script"> Click a title to sort.</span></p>
${tables}
</section>`;
}

function groupTable(what: string, groups: readonly Group[]): Markup | null {
  if (groups.length === 0) return null;
  const shown = shownOf(groups);
  const failed = hasErrors(groups);
  const rows = shown.map((group) => [
    group.name,
    countText(group.accepted),
    countText(group.rejected),
    ...(failed ? [countText(group.errors)] : []),
    countText(unansweredOf(group)),
    countText(group.decided),
    wrongCell(countText(group.decided - group.correct)),
    group.accuracy === null ? '-' : shareText(group.accuracy),
    ...[group.p50Us, group.p95Us, group.p99Us].map((us) => msText(us, 2)),
  ]);
  const titles = [
    what,
    'accepted',
    'rejected',
    ...(failed ? ['errors'] : []),
    'no answer',
    'decided',
    'wrong',
    'accuracy',
    'p50',
    'p95',
    'p99',
  ];
  const left = groups.length - shown.length;
  return markup`<details open><summary>${plural(groups.length, what)}</summary>
${left === 0 ? null : markup`<p class="note">${countText(shown.length)} of them are shown, those with wrong or missing answers first; ${plural(left, 'more is', 'more are')} in report.json.</p>`}
${tableMarkup(titles, rows, { rowsAre: what })}
</details>`;
}

/** All of them in their order; of too many the worst, and the first of the others. */
function shownOf(groups: readonly Group[]): readonly Group[] {
  if (groups.length <= groupsMost) return groups;
  const kept = new Set(worstOf(groups, groupsMost));
  for (const group of groups) {
    if (kept.size >= groupsMost) break;
    kept.add(group);
  }
  return groups.filter((group) => kept.has(group));
}
