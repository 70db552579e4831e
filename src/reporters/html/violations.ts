import type { Report, ReportedViolation } from '../../report/report.js';
import { durationText, plural } from '../../report/words.js';
import { acrossText, differing } from '../format/across.js';
import { evidenceOf } from '../format/evidence.js';
import { firstSendOf, msText, violationText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';
import { fit } from '../format/width.js';
import { tableMarkup, textCell, textTitle } from './table.js';

const violationsMost = 20;
const actionsMost = 20;

/** Every violation shown with its sentence, its windows drawn to scale, and its actions. */
export function violationSection({ oracle }: Report): Markup | null {
  const { violationCount, unproven } = oracle;
  const all = violationCount + unproven.nearEdge + unproven.conditional;
  if (all === 0) return null;
  const shown = oracle.violations.slice(0, violationsMost);
  const more = all - shown.length;
  return markup`<section>
<h2>Violations: ${violationCount} proven${all > violationCount ? `, ${all - violationCount} not proven` : ''}</h2>
<p class="soft">A bar is the time in which the server decided: from the send to the answer. Times count from the first action shown.</p>
<p class="soft"><span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="accepted" width="10" height="10"/></svg>accepted</span>
<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="rejected" width="10" height="10"/></svg>rejected</span>
<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="unknown" width="10" height="10"/></svg>no answer</span></p>
${shown.map((violation, index) => violationMarkup(violation, index))}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more', 'more')}</p>`}
</section>`;
}

function violationMarkup(violation: ReportedViolation, index: number): Markup {
  const { chain } = violation;
  const { actions: shown, outcomes, more } = evidenceOf(violation, actionsMost);
  const fields = differing(violation);
  const across = acrossText(violation);
  const firstUs = firstSendOf(shown);
  const since = (us: number | null): string => (us === null ? '-' : msText(us - firstUs, 3));
  const rows = shown.map((action, index) => [
    action.user,
    ...fields.map((field) => textCell(action[field] ?? '-')),
    textCell(action.resource),
    since(action.sentAtUs),
    since(action.settledAtUs),
    textCell(outcomes[index]),
  ]);
  return markup`<h3>${index + 1}. ${violation.because}</h3>
${across === null ? null : markup`<p>${across}</p>`}
<p class="soft">${violationText(violation)}</p>
${windowsDrawing(shown, firstUs)}
${tableMarkup(['user', ...fields.map(textTitle), textTitle('resource'), 'sent (ms)', 'answered (ms)', textTitle('outcome')], rows)}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more action')}</p>`}
${chain.length === 0 ? null : markup`<ol class="chain">${chain.map((step) => markup`<li>${step}</li>`)}</ol>`}`;
}

type Drawn = ReportedViolation['actions'];

const width = 800;
const labels = 190;
const rowHeight = 26;
/** A window of some microseconds must still be seen. */
const barLeast = 3;

/** One bar an action, all on one scale; an action without an answer reaches to the right edge. */
function windowsDrawing(actions: Drawn, firstUs: number): Markup {
  const ends = actions.flatMap(({ sentAtUs, settledAtUs }) => [sentAtUs ?? firstUs, settledAtUs ?? firstUs]);
  const knownUs = Math.max(1, Math.max(firstUs, ...ends) - firstUs);
  const open = actions.some(({ sentAtUs, settledAtUs }) => sentAtUs !== null && settledAtUs === null);
  // A window without an end needs room to be seen as one.
  const spanUs = open ? Math.ceil(knownUs * 1.15) : knownUs;
  const height = actions.length * rowHeight + 22;
  const xOf = (us: number): number => labels + ((us - firstUs) / spanUs) * (width - labels - 10);
  const bars = actions.map((action, index) => {
    const left = xOf(action.sentAtUs ?? firstUs);
    const right = action.settledAtUs === null ? width - 10 : xOf(action.settledAtUs);
    const kind: Markup = { markup: barClasses.get(action.outcome) ?? 'unknown' };
    const y = index * rowHeight;
    return markup`<text x="0" y="${y + 17}">${fit(`${action.user} on ${action.resource}`, 28)}</text>
<rect class="${kind}" x="${left.toFixed(1)}" y="${y + 5}" width="${Math.max(barLeast, right - left).toFixed(1)}" height="16" rx="2"/>
`;
  });
  const base = actions.length * rowHeight + 2;
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="decision windows of ${actions.length} actions over ${durationText(spanUs)}">
<line class="axis" x1="${labels}" y1="${base}" x2="${width - 10}" y2="${base}"/>
${bars}<text class="tick" x="${labels}" y="${base + 16}">0</text>
<text class="tick" x="${width - 10}" y="${base + 16}" text-anchor="end">${durationText(spanUs)}</text>
</svg>`;
}

/** Outcomes are our own words; anything else is drawn as no answer. */
const barClasses: ReadonlyMap<string, string> = new Map([
  ['accepted', 'accepted'],
  ['rejected', 'rejected'],
]);
