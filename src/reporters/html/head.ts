import type { Report } from '../../report/report.js';
import { actionsText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';

/** The verdict, why, what must be known first, and what to do next. */
export function headSection(report: Report): Markup {
  const { verdict, scenario, reasons, notes, next, interrupted, harness, command } = report;
  const states = [...(harness.health === 'void' ? ['void'] : []), ...(interrupted ? ['interrupted'] : [])];
  const tone: Markup = { markup: verdict };
  return markup`<header class="verdict ${tone}">
<h1><b>${verdict.toUpperCase()}</b> ${scenario.name} ${states.length === 0 ? '' : `(${states.join(', ')})`}</h1>
${reasons.map((reason) => markup`<p>${reason}</p>`)}
${notes.map((note) => markup`<p class="note">! ${note}</p>`)}
<p class="soft">${actionsText(report)}.</p>
</header>
${next.length === 0 ? null : markup`<ul>${next.map((advice) => markup`<li>${advice}</li>`)}</ul>`}
${command === '' ? null : markup`<pre>${command}</pre>`}`;
}
