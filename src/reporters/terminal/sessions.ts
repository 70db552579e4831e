import type { Report } from '../../report/report.js';
import {
  connectsText,
  hookTexts,
  metricRows,
  numberText,
  rateText,
  sumText,
  type MetricRow,
} from '../format/metrics.js';
import { entry } from '../format/paper.js';
import { tableLines } from '../format/table.js';
import { fit } from '../format/width.js';
import type { Colours } from '../reporter.js';
import { seriesLines } from './measures.js';

/** More rows than this are for the HTML report. */
const rowsMost = 30;
const nameColumnsMost = 22;

/** What users did around acting: how long each hook took, what failed, what held everything up. */
export function sessionLines(report: Report, colours: Colours): readonly string[] {
  const { hooks } = report.sessions;
  const connects = connectsText(report);
  return [
    ...seriesLines(
      'Hooks (ms)',
      hooks.slice(0, rowsMost).map(({ hook, latency }) => [fit(hook, nameColumnsMost), latency]),
      colours,
    ),
    ...hookTexts(report).flatMap((text, index) => entry(index === 0 ? 'Hooks' : '', text, colours, 'yellow')),
    ...(hooks.length === 0 || connects === '' ? [] : entry('Connects', connects, colours)),
  ];
}

/** The scenario's own numbers: trends, then counters and rates. */
export function metricLines(report: Report, colours: Colours): readonly string[] {
  const rows = metricRows(report).slice(0, rowsMost);
  const trends = rows.flatMap((row) => {
    const { value } = row;
    if (value.kind !== 'trend') return [];
    const numbers = [value.count, value.mean, value.p50, value.p95, value.p99, value.max];
    return [[labelOf(row), ...numbers.map(numberText)]];
  });
  const others = rows.flatMap((row) => {
    const { value } = row;
    if (value.kind === 'trend') return [];
    return [[labelOf(row), value.kind === 'counter' ? sumText(value) : rateText(value)]];
  });
  return [
    ...(trends.length === 0 ? [] : trendLines(trends, colours)),
    ...(trends.length > 0 && others.length > 0 ? [''] : []),
    ...(others.length === 0
      ? []
      : tableLines(
          [
            { title: 'Metrics', align: 'left', columnsMost: 2 * nameColumnsMost },
            { title: '', align: 'left' },
          ],
          others,
          colours,
        )),
  ];
}

function trendLines(rows: readonly (readonly string[])[], colours: Colours): readonly string[] {
  const titles = ['count', 'mean', 'p50', 'p95', 'p99', 'max'];
  return tableLines(
    [
      { title: 'Metrics', align: 'left', columnsMost: nameColumnsMost },
      ...titles.map((title) => ({ title, align: 'right' }) as const),
    ],
    rows,
    colours,
  );
}

function labelOf({ name, group }: MetricRow): string {
  return group === null ? `  ${name}` : `    ${group}`;
}
