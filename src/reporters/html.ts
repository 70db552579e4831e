import type { Contention } from '../report/contention.js';
import { mapTexts } from '../report/map-texts.js';
import type { Report } from '../report/report.js';
import { assumptionsText } from './format/sentences.js';
import { markup, type Markup } from './format/markup.js';
import { safeText } from './format/safe.js';
import { contentionSection } from './html/contention.js';
import { deliverySection } from './html/delivery.js';
import { faultSection } from './html/faults.js';
import { connectionSection, harnessSection, latencySection } from './html/measures.js';
import { groupSections, oracleSection } from './html/oracle.js';
import { headSection } from './html/head.js';
import { repeatSection } from './html/repeats.js';
import { serverSection } from './html/server.js';
import { metricSection, sessionSection } from './html/sessions.js';
import { stateSection } from './html/state.js';
import { scriptPolicy, style, stylePolicy } from './html/page.generated.js';
import { pageScript } from './html/page-script.js';
import { timelineSection } from './html/timeline.js';
import { violationSection } from './html/violations.js';
import type { Reporter } from './reporter.js';

/**
 * The report as one file that needs nothing else: no request, no script but its own, and a policy that forbids
 * both. Follows the reader's light or dark setting, and prints.
 */
export const html: Reporter = {
  name: 'html',
  render: (hostile, { contention } = {}) =>
    pageOf(mapTexts(hostile, safeText), contention === undefined ? null : safeContention(contention)).markup,
};

/** Its columns of numbers are no texts. */
function safeContention(hostile: Contention): Contention {
  const { users, resources, keys, phases, reasons } = hostile;
  const id = hostile.rows.id.map((one) => (typeof one === 'string' ? safeText(one) : one));
  return {
    ...hostile,
    ...mapTexts({ users, resources, keys, phases, reasons }, safeText),
    rows: { ...hostile.rows, id },
  };
}

function pageOf(report: Report, contention: Contention | null): Markup {
  const title = `${report.verdict.toUpperCase()} ${report.scenario.name} - turnwise`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${scriptPolicy}'; style-src '${stylePolicy}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
${headSection(report)}
${repeatSection(report)}
${violationSection(report)}
${contentionSection(contention)}
${oracleSection(report)}
${latencySection(report)}
${deliverySection(report)}
${stateSection(report)}
${faultSection(report)}
${timelineSection(report)}
${connectionSection(report)}
${sessionSection(report)}
${metricSection(report)}
${serverSection(report)}
${harnessSection(report)}
${groupSections(report)}
${closing(report)}
</main>
${pageScript(report, contention)}
</body>
</html>
`;
}

function closing(report: Report): Markup {
  const { turnwise, node, os, startedAt } = report.environment;
  return markup`<section>
<h2>Assumed</h2>
<p>${assumptionsText(report)}.</p>
<h2>Run</h2>
<dl>
<dt>Scenario</dt><dd>${report.scenario.name} <code>${report.scenario.hash}</code></dd>
<dt>Seed</dt><dd><code>${report.seed ?? 'none'}</code></dd>
<dt>Plan</dt><dd><code>${report.plan.hash ?? 'none'}</code></dd>
${
  startedAt.startsWith('1970')
    ? null
    : markup`<dt>Started</dt><dd>${startedAt}</dd>
`
}<dt>Made by</dt><dd>turnwise ${turnwise}, Node ${node}, ${os}</dd>
</dl>
</section>`;
}
