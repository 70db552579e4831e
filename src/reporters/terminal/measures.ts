import type { Latency, Report } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { connectionsText, hasConnections, hasHarness, healthText, msText } from '../format/sentences.js';
import { outcomeWords } from '../format/outcome-words.js';
import { entry } from '../format/paper.js';
import { tableLines } from '../format/table.js';
import type { Colours } from '../reporter.js';

/** Response against service, accepted against rejected. */
export function latencyLines({ latency }: Report, colours: Colours): readonly string[] {
  return seriesLines(
    'Latency (ms)',
    [
      ['response', latency.response],
      ['  accepted', latency.accepted],
      ['  rejected', latency.rejected],
      ['service', latency.service],
      ['connect', latency.connect],
    ],
    colours,
  );
}

/** Connections, and why connections and actions went wrong. */
export function connectionLines(report: Report, colours: Colours): readonly string[] {
  const errors = Object.entries(report.connections.errors).sort((a, b) => b[1] - a[1]);
  const reasons = [
    ...report.actionReasons.map(({ outcome, reason, count }) => [
      outcomeWords[outcome],
      countText(count),
      reason,
    ]),
    ...errors.map(([reason, count]) => ['connection', countText(count), reason]),
  ];
  const { users } = report.connections.stranded;
  return [
    ...(hasConnections(report) ? entry('Connections', connectionsText(report), colours) : []),
    ...(users === 0 ? [] : entry('', `${plural(users, 'user')} without a connection to the end`, colours)),
    ...(hasConnections(report) && reasons.length > 0 ? [''] : []),
    ...reasonLines(reasons.slice(0, reasonsMost), colours),
  ];
}

const reasonsMost = 10;

function reasonLines(rows: readonly (readonly string[])[], colours: Colours): readonly string[] {
  if (rows.length === 0) return [];
  const indentedRows = rows.map(([what = '', ...rest]) => [`  ${what}`, ...rest]);
  return tableLines(
    [
      { title: 'Reasons', align: 'left' },
      { title: 'times', align: 'right' },
      { title: '', align: 'left' },
    ],
    indentedRows,
    colours,
  );
}

/** Whether the generator was fit to measure. */
export function harnessLines(report: Report, colours: Colours): readonly string[] {
  if (!hasHarness(report)) return [];
  const { harness } = report;
  const colour = harness.health === 'ok' ? 'bold' : 'yellow';
  return [
    ...seriesLines(
      'Harness (ms)',
      [
        ['sent late by', harness.lateness],
        ['released apart', harness.releases],
        ['event loop', harness.eventLoopDelay],
      ],
      colours,
    ),
    ...entry('Health', [healthText(report), ...harness.because].join('; '), colours, colour),
  ];
}

/** A table of durations, a line for each series in which something was recorded. */
export function seriesLines(
  title: string,
  all: readonly (readonly [string, Latency])[],
  colours: Colours,
): readonly string[] {
  const series = all.filter(([, { count }]) => count > 0);
  if (series.length === 0) return [];
  // One number of digits for the whole table, so that the points stand under one another.
  const greatest = Math.max(0, ...series.map(([, { maxUs }]) => maxUs ?? 0));
  const digits = greatest < 1_000_000 ? 2 : 1;
  const rows = series.map(([name, latency]) => [
    `  ${name}`,
    countText(latency.count),
    ...percentilesOf(latency).map((us) => msText(us, digits)),
  ]);
  const numbers = ['count', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'];
  return tableLines(
    [{ title, align: 'left' }, ...numbers.map((name) => ({ title: name, align: 'right' }) as const)],
    rows,
    colours,
  );
}

function percentilesOf(latency: Latency): readonly (number | null)[] {
  return [latency.p50Us, latency.p90Us, latency.p95Us, latency.p99Us, latency.p999Us, latency.maxUs];
}
