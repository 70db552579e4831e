import type { Contention } from '../../report/contention.js';
import type { Report, ReportedViolation } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { acrossText, differing } from '../format/across.js';
import { evidenceOf, type Evidence } from '../format/evidence.js';
import { deedText } from '../format/deed.js';
import { firstSendOf, kindText, msText, surenessText, zeroUsOf } from '../format/sentences.js';
import { momentText, wallText } from '../format/when.js';
import { markup, type Markup } from '../format/markup.js';
import { proofDrawing } from './proof.js';
import { tableMarkup, textCell, textTitle } from './table.js';

const violationsMost = 20;
/** So many are read at once; the others are a click away. */
const openMost = 5;
const actionsMost = 20;

/** Every violation shown with its sentence, drawn, and with its actions. */
export function violationSection(report: Report, contention: Contention | null): Markup | null {
  const { oracle } = report;
  const { violationCount, unproven } = oracle;
  const all = violationCount + unproven.nearEdge + unproven.conditional;
  if (all === 0) return null;
  const shown = oracle.violations
    .slice(0, violationsMost)
    .map((violation, index) => violationMarkup(violation, index, report, contention));
  const [first, others] = [shown.slice(0, openMost), shown.slice(openMost)];
  const more = all - shown.length;
  return markup`<section>
<h2>Violations: ${countText(violationCount)} proven${all > violationCount ? `, ${countText(all - violationCount)} not proven` : ''}</h2>
<p class="soft">A bar is the time in which the server decided: from the send to the answer. Times count from the first action shown.</p>
${legend}
${first}
${others.length === 0 ? null : markup`<details><summary>${plural(others.length, 'more violation')}</summary>${others}</details>`}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more', 'more')}, in the folder of the run: report.json holds the first 100, violations/ the proofs of up to 1000</p>`}
</section>`;
}

/** The keys of the drawings, and what they hatch with. */
const legend: Markup = {
  markup: `<p class="keys"><span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="accepted" width="10" height="10"/></svg>accepted</span>
<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="rejected" width="10" height="10"/></svg>rejected</span>
<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="unknown" width="10" height="10"/></svg>no answer</span>
<span class="key"><svg viewBox="0 0 24 10" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs><rect class="forbidden" width="24" height="10" fill="url(#hatch)"/></svg>cannot be right here</span></p>`,
};

function violationMarkup(
  violation: ReportedViolation,
  index: number,
  report: Report,
  contention: Contention | null,
): Markup {
  const { chain, strength } = violation;
  const evidence = evidenceOf(violation, actionsMost);
  const across = acrossText(violation);
  const deed = deedText(violation, report);
  const isDrawn = contention?.violations[index]?.some((row) => row >= 0) === true;
  return markup`<article class="violation ${{ markup: strength }}" id="violation-${index + 1}">
<h3>${index + 1}. ${violation.because}</h3>
${across === null ? null : markup`<p>${across}</p>`}
${deed === null ? null : markup`<p>${deed}</p>`}
<p class="soft">${kindText(violation)}${zeroText(violation, report)}; ${surenessText(violation)}</p>
<div class="wide">${proofDrawing(violation, evidence)}</div>
${actionTable(violation, evidence, report)}
${evidence.more === 0 ? null : markup`<p class="soft">and ${plural(evidence.more, 'more action')}</p>`}
${chain.length === 0 ? null : markup`<ol class="chain">${chain.map((step) => markup`<li>${step}</li>`)}</ol>`}
${isDrawn ? markup`<p class="needs-script"><button type="button" data-violation="${index}">Show it among the other actions</button></p>` : null}
</article>
`;
}

/** Where the times of its drawing and of its table begin. */
function zeroText(violation: ReportedViolation, report: Report): string {
  const isSent = violation.actions.some(({ sentAtUs }) => sentAtUs !== null);
  return isSent
    ? `, 0 ms is ${momentText(firstSendOf(violation.actions) - zeroUsOf(violation), report)}`
    : '';
}

/** Who did what to which resource, and when: since the first of them, and by the clock on the wall where there is one. */
function actionTable(violation: ReportedViolation, evidence: Evidence, report: Report): Markup {
  const { actions, outcomes } = evidence;
  const fields = differing(violation);
  const firstUs = firstSendOf(actions);
  const since = (us: number | null): string => (us === null ? '-' : msText(us - firstUs, 3));
  const zeroUs = zeroUsOf(violation);
  const timeOfDay = (us: number | null): string =>
    us === null ? '-' : (wallText(us - zeroUs, report.environment)?.slice(dateLength, -zoneLength) ?? '-');
  const isTimed = report.environment.zeroAt !== null;
  const rows = actions.map((action, index) => [
    action.user,
    ...fields.map((field) => textCell(action[field] ?? '-')),
    textCell(action.resource),
    since(action.sentAtUs),
    since(action.settledAtUs),
    ...(isTimed ? [timeOfDay(action.sentAtUs)] : []),
    outcomeCell(outcomes[index] ?? ''),
  ]);
  const times = ['sent (ms)', 'answered (ms)', ...(isTimed ? ['sent (UTC)'] : [])];
  return tableMarkup(
    ['user', ...fields.map(textTitle), textTitle('resource'), ...times, textTitle('outcome')],
    rows,
  );
}

const dateLength = '2026-01-02 '.length;
const zoneLength = ' UTC'.length;

function outcomeCell(outcome: string): Markup {
  return /^(?:wrong|suspect): /u.test(outcome)
    ? markup`<td class="text wrong">${outcome}</td>`
    : textCell(outcome);
}
