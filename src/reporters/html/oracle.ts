import { racesText } from '../../report/races.js';
import type { Report } from '../../report/report.js';
import { countText } from '../../report/words.js';
import { matrixOf, type MatrixRow } from '../format/matrix.js';
import { markup, type Markup } from '../format/markup.js';
import { accuracyText, keysText, promisesText, shownText } from '../format/sentences.js';

/** What the model demanded against what was answered, and how sure that is. */
export function oracleSection(report: Report): Markup {
  const promises = promisesText(report);
  return markup`<section>
<h2>Oracle</h2>
<p>Model: ${report.oracle.model}. Accuracy ${accuracyText(report)}. ${keysText(report)}.</p>
${shownMarkup(report)}
${matrixMarkup(report)}
${promises === null ? null : markup`<p class="wrong">${promises}.</p>`}
${report.oracle.notes.map((note) => markup`<p class="soft">${note}</p>`)}
</section>`;
}

/** Which answers were given where the model left no choice, and where it did. */
function matrixMarkup(report: Report): Markup {
  const { accepted, rejected } = report.actions;
  return markup`<div class="wide"><table class="matrix">
<thead><tr><th scope="col">the model says</th><th scope="col">accepted</th><th scope="col">rejected</th></tr></thead>
<tbody>
${matrixOf(report).map(
  (
    row,
  ) => markup`<tr><th scope="row">${row.says}</th>${cellMarkup(row, 'accepted')}${cellMarkup(row, 'rejected')}</tr>
`,
)}</tbody>
<tfoot><tr><th scope="row">all</th><td>${countText(accepted)}</td><td>${countText(rejected)}</td></tr></tfoot>
</table></div>`;
}

/** Says in words what its colour says: right, wrong, or either. */
function cellMarkup(row: MatrixRow, answer: 'accepted' | 'rejected'): Markup {
  const count = row[answer];
  if (count === 0) return markup`<td class="none">0</td>`;
  if (row.wrong === null) return markup`<td class="open">${countText(count)} open</td>`;
  return row.wrong === answer
    ? markup`<td class="wrong">${countText(count)} wrong</td>`
    : markup`<td class="right">${countText(count)} right</td>`;
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
