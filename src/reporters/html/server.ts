import type { Report } from '../../report/report.js';
import type { ServerSeries } from '../../report/server-report.js';
import { valueText } from '../../report/server.js';
import { shareText } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';
import { tableMarkup, textTitle } from './table.js';

const width = 160;
const height = 28;

/** What was seen of the server itself, each number with a small line of how it went. */
export function serverSection({ server }: Report): Markup | null {
  if (server === null) return null;
  const { processorShare, growth, series } = server;
  const rows = series.map((one) => [
    one.name,
    valueText(one, one.first),
    valueText(one, one.last),
    valueText(one, one.min),
    valueText(one, one.max),
    lineMarkup(one),
  ]);
  return markup`<section>
<h2>Server</h2>
${growth.map((text) => markup`<p class="note">${text}.</p>`)}
${processorShare === null ? null : markup`<p>Processor: ${shareText(processorShare)} of one core.</p>`}
${tableMarkup(['what', 'first', 'last', 'least', 'most', textTitle('over time')], rows)}
</section>`;
}

function lineMarkup({ points, min, max, name }: ServerSeries): Markup {
  const [firstUs, lastUs] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const across = (us: number): number =>
    lastUs === firstUs ? 0 : ((us - firstUs) / (lastUs - firstUs)) * width;
  const down = (value: number): number =>
    max === min ? height / 2 : ((max - value) / (max - min)) * (height - 4) + 2;
  const line = points.map(([us, value]) => `${across(us).toFixed(1)},${down(value).toFixed(1)}`).join(' ');
  return markup`<td><svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name} over time"><polyline class="line" points="${line}"/></svg></td>`;
}
