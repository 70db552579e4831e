import type { Latency, Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { connectionsText, hasConnections, hasHarness, healthText, msText } from '../format/sentences.js';
import { outcomeWords } from '../format/outcome-words.js';
import { markup, type Markup } from '../format/markup.js';
import { curveFigure } from './charts.js';
import { tableMarkup, type TableOptions, textCell, textTitle } from './table.js';

/** Response against service, accepted against rejected. */
export function latencySection(report: Report): Markup {
  const { latency } = report;
  return markup`<section>
<h2>Latency (ms)</h2>
${seriesTable([
  ['response, from the intended time', latency.response],
  ['response of accepts', latency.accepted],
  ['response of rejects', latency.rejected],
  ['service, from the send', latency.service],
  ['connect', latency.connect],
])}
${curveFigure(report)}
</section>`;
}

/** Connections, and why connections and actions went wrong. */
export function connectionSection(report: Report): Markup | null {
  const errors = Object.entries(report.connections.errors).sort((a, b) => b[1] - a[1]);
  const rows = [
    ...report.actionReasons.map(({ outcome, reason, count }) => [
      outcomeWords[outcome],
      countText(count),
      textCell(reason),
    ]),
    ...errors.map(([reason, count]) => ['connection', countText(count), textCell(reason)]),
  ];
  const { users } = report.connections.stranded;
  if (!hasConnections(report)) return rows.length === 0 ? null : reasonSection(rows);
  return markup`<section>
<h2>Connections</h2>
<p>${connectionsText(report)}.</p>
${users === 0 ? null : markup`<p class="wrong">${plural(users, 'user')} without a connection to the end.</p>`}
${rows.length === 0 ? null : reasonTable(rows)}
</section>`;
}

type Rows = Parameters<typeof tableMarkup>[1];

function reasonSection(rows: Rows): Markup {
  return markup`<section>
<h2>Reasons</h2>
${reasonTable(rows)}
</section>`;
}

function reasonTable(rows: Rows): Markup {
  return tableMarkup(['what', 'times', textTitle('reason')], rows, { rowsAre: 'reason' });
}

/** Whether the generator was fit to measure. */
export function harnessSection(report: Report): Markup | null {
  if (!hasHarness(report)) return null;
  const { harness } = report;
  return markup`<section>
<h2>Harness</h2>
<p>Health ${healthText(report)}.</p>
${harness.because.map((because) => markup`<p class="note">${because}</p>`)}
${seriesTable([
  ['sent late by (ms)', harness.lateness],
  ['released apart, of one instant and key (ms)', harness.releases],
  ['event loop delay (ms)', harness.eventLoopDelay],
])}
</section>`;
}

/** A table of durations, a line a series. */
export function seriesTable(
  series: readonly (readonly [string, Latency])[],
  options: TableOptions = {},
): Markup {
  const rows = series.map(([name, latency]) => [
    name,
    countText(latency.count),
    ...[
      latency.minUs,
      latency.meanUs,
      latency.p50Us,
      latency.p90Us,
      latency.p95Us,
      latency.p99Us,
      latency.p999Us,
      latency.maxUs,
    ].map((us) => msText(us, 2)),
  ]);
  return tableMarkup(['', 'count', 'min', 'mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'], rows, options);
}
