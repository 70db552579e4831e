import type { Report } from '../../report/report.js';
import { countText } from '../../report/words.js';
import { connectsText, hookTexts, metricRows, numberText, rateText, sumText } from '../format/metrics.js';
import { markup, type Markup } from '../format/markup.js';
import { seriesTable } from './measures.js';
import { tableMarkup, textCell, textTitle } from './table.js';

/** What users did around acting: how long each hook took, what failed, what held everything up. */
export function sessionSection(report: Report): Markup | null {
  const { hooks } = report.sessions;
  if (hooks.length === 0) return null;
  const timed = hooks.filter(({ latency }) => latency.count > 0);
  const connects = connectsText(report);
  return markup`<section>
<h2>Sessions</h2>
${connects === '' ? null : markup`<p>${connects}.</p>`}
${hookTexts(report).map((text) => markup`<p class="note">${text}</p>`)}
${
  timed.length === 0
    ? null
    : seriesTable(
        timed.map(({ hook, latency }) => [`${hook} (ms)`, latency]),
        { rowsAre: 'hook' },
      )
}
</section>`;
}

/** The scenario's own numbers. */
export function metricSection(report: Report): Markup | null {
  const rows = metricRows(report);
  if (rows.length === 0) return null;
  const named = rows.map(({ name, group, value }) => ({ name, group: textCell(group ?? 'all'), value }));
  const trends = named.flatMap(({ name, group, value }) => {
    if (value.kind !== 'trend') return [];
    const numbers = [value.min, value.mean, value.p50, value.p90, value.p95, value.p99, value.max];
    return [[name, group, countText(value.count), ...numbers.map(numberText)]];
  });
  const others = named.flatMap(({ name, group, value }) => {
    if (value.kind === 'trend') return [];
    return [[name, group, value.kind === 'counter' ? sumText(value) : rateText(value)]];
  });
  const percentiles = ['count', 'min', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'];
  return markup`<section>
<h2>Metrics</h2>
${trends.length === 0 ? null : tableMarkup(['', textTitle('group'), ...percentiles], trends, { rowsAre: 'metric' })}
${others.length === 0 ? null : tableMarkup(['', textTitle('group'), ''], others, { rowsAre: 'metric' })}
</section>`;
}
