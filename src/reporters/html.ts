import { withTexts, type Contention } from '../report/contention.js';
import { mapTexts } from '../report/map-texts.js';
import type { Report } from '../report/report.js';
import { markup, type Markup } from './format/markup.js';
import { safeText } from './format/safe.js';
import { overTimeSection } from './html/charts.js';
import { closing } from './html/closing.js';
import { comparisonSection } from './html/comparison.js';
import { contentionSection } from './html/contention.js';
import { deliverySection } from './html/delivery.js';
import { faultSection } from './html/faults.js';
import { connectionSection, harnessSection, latencySection } from './html/measures.js';
import { groupSections } from './html/groups.js';
import { oracleSection } from './html/oracle.js';
import { partsMarkup, type Part } from './html/parts.js';
import { headSection } from './html/head.js';
import { repeatSection } from './html/repeats.js';
import { serverSection } from './html/server.js';
import { metricSection, sessionSection } from './html/sessions.js';
import { stateSection } from './html/state.js';
import { scriptPolicy, style, stylePolicy } from './html/page.generated.js';
import { pageScript } from './html/page-script.js';
import { thresholdSection } from './html/thresholds.js';
import { violationSection } from './html/violations.js';
import type { Reporter } from './reporter.js';

/**
 * The report as one file that needs nothing else: no request, no script but its own, and a policy that forbids
 * both. Follows the reader's light or dark setting, and prints.
 */
export const html: Reporter = {
  name: 'html',
  render: (hostile, { contention } = {}) =>
    pageOf(mapTexts(hostile, safeText), contention === undefined ? null : withTexts(contention, safeText))
      .markup,
};

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
<div class="top">
${headSection(report)}
</div>
${partsMarkup(partsOf(report, contention))}
${pageScript(report, contention)}
</body>
</html>
`;
}

/** Everything below the head, in the order in which it is read. */
function partsOf(report: Report, contention: Contention | null): readonly Part[] {
  return [
    { name: 'Plays', body: repeatSection(report) },
    { name: 'Violations', body: violationSection(report, contention) },
    { name: 'Contention', body: contentionSection(contention) },
    { name: 'Thresholds', body: thresholdSection(report) },
    { name: 'Oracle', body: oracleSection(report) },
    { name: 'Compared', body: comparisonSection(report) },
    { name: 'Latency', body: latencySection(report) },
    { name: 'Over time', body: overTimeSection(report) },
    { name: 'Faults', body: faultSection(report) },
    { name: 'Broadcasts', body: deliverySection(report) },
    { name: 'State', body: stateSection(report) },
    { name: 'Connections', body: connectionSection(report) },
    { name: 'Sessions', body: sessionSection(report) },
    { name: 'Metrics', body: metricSection(report) },
    { name: 'Server', body: serverSection(report) },
    { name: 'Harness', body: harnessSection(report) },
    { name: 'Who and what', body: groupSections(report) },
    { name: 'Run', body: closing(report) },
  ];
}
