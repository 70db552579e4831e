import type { Group, Report } from '../../report/report.js';
import { countText, plural, shareText } from '../../report/words.js';
import { matrixOf } from '../format/matrix.js';
import { markup, type Markup } from '../format/markup.js';
import { racesText } from '../../report/races.js';
import { accuracyText, keysText, shownText } from '../format/sentences.js';
import { unansweredOf } from '../format/worst.js';
import { tableMarkup, wrongCell } from './table.js';

/** More rows than this say nothing to a reader that `report.json` does not say better. */
const groupsMost = 1000;

/** What the model demanded against what was answered, and how sure that is. */
export function oracleSection(report: Report): Markup {
  const rows = matrixOf(report).map(({ says, accepted, rejected, wrong }) => [
    says,
    wrong === 'accepted' ? wrongCell(countText(accepted)) : countText(accepted),
    wrong === 'rejected' ? wrongCell(countText(rejected)) : countText(rejected),
  ]);
  return markup`<section>
<h2>Oracle</h2>
<p>${report.oracle.model}. Accuracy ${accuracyText(report)}. ${keysText(report)}.</p>
${shownMarkup(report)}
${tableMarkup(['the model says', 'accepted', 'rejected'], rows)}
${report.oracle.notes.map((note) => markup`<p class="soft">${note}</p>`)}
${thresholds(report)}
</section>`;
}

/** The bracket that was shown, and whether races were looked for where the verdict has not said it. */
function shownMarkup(report: Report): Markup {
  const shown = shownText(report);
  const answered = report.actions.accepted + report.actions.rejected > 0;
  const limit = shown === null ? null : markup`<p>Shown: ${shown}.</p>`;
  const races =
    answered && report.verdict !== 'pass' ? markup`<p>Races: ${racesText(report.oracle)}.</p>` : null;
  return markup`${limit}${races}`;
}

function thresholds({ thresholds: all }: Report): Markup | null {
  if (all.length === 0) return null;
  const rows = all.map(({ metric, expression, actual, ok }) => [
    `${metric} ${expression}`,
    actual === null ? '-' : String(actual),
    ok === null ? 'undecided' : okText(ok),
  ]);
  return tableMarkup(['threshold', 'actual', 'holds'], rows);
}

function okText(ok: boolean): string | Markup {
  return ok ? 'yes' : markup`<td class="wrong">no</td>`;
}

/** Every phase, group, resource and user. */
export function groupSections(report: Report): Markup {
  return markup`<section>
<h2>Phases, resources, users</h2>
${groupTable('phase', report.perPhase)}
${groupTable('group', report.perGroup)}
${groupTable('resource', report.perResource)}
${groupTable('user', report.perUser)}
</section>`;
}

function groupTable(what: string, groups: readonly Group[]): Markup | null {
  if (groups.length === 0) return null;
  const rows = groups
    .slice(0, groupsMost)
    .map((group) => [
      group.name,
      countText(group.accepted),
      countText(group.rejected),
      countText(unansweredOf(group)),
      countText(group.decided),
      wrongCell(countText(group.decided - group.correct)),
      group.accuracy === null ? '-' : shareText(group.accuracy),
    ]);
  const titles = [what, 'accepted', 'rejected', 'no answer', 'decided', 'wrong', 'accuracy'];
  const more = groups.length - rows.length;
  return markup`<details open><summary>${plural(groups.length, what)}</summary>
${tableMarkup(titles, rows)}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more', 'more')}, in report.json</p>`}
</details>`;
}
