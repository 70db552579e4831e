import type { Report } from '../../report/report.js';
import { assumptionsText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';
import { hasStart } from './head.js';

/** What the judge took for granted, and what was run on what. */
export function closing(report: Report): Markup {
  const { turnwise, node, os, startedAt } = report.environment;
  return markup`<section>
<h2>Assumed</h2>
<p>${assumptionsText(report)}.</p>
</section>
<section>
<h2>Run</h2>
<dl class="facts">
<dt>Scenario</dt><dd>${report.scenario.name} <code>${report.scenario.hash}</code></dd>
<dt>Seed</dt><dd><code>${report.seed ?? 'none'}</code></dd>
<dt>Plan</dt><dd><code>${report.plan.hash ?? 'none'}</code></dd>
${
  hasStart(report)
    ? markup`<dt>Started</dt><dd>${startedAt}</dd>
`
    : null
}<dt>Made by</dt><dd>turnwise ${turnwise}, Node ${node}, ${os}</dd>
</dl>
</section>`;
}
