import type { Report } from '../../report/report.js';
import type { ServerSeries } from '../../report/server-report.js';
import { valueText } from '../../report/server.js';
import { shareText } from '../../report/words.js';
import { seriesName, toldSeries } from '../format/server.js';
import { markup, type Markup } from '../format/markup.js';
import { tableMarkup, textCell, textTitle } from './table.js';

const width = 160;
const height = 28;

/** What was seen of the server itself, each number with a small line of how it went. */
export function serverSection({ server }: Report): Markup | null {
  if (server === null) return null;
  const { processorShare, growth } = server;
  const rows = toldSeries(server).map((one) => [
    seriesName(one),
    textCell(sources[one.source]),
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
${tableMarkup(['what', textTitle('seen'), 'first', 'last', 'least', 'most', textTitle('over time')], rows, { rowsAre: 'number' })}
</section>`;
}

/** Who says so. */
const sources = { process: 'from outside', health: 'as it says itself' } as const;

function lineMarkup(one: ServerSeries): Markup {
  const { points, min, max } = one;
  const [firstUs, lastUs] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const across = (us: number): number =>
    lastUs === firstUs ? 0 : ((us - firstUs) / (lastUs - firstUs)) * width;
  const down = (value: number): number =>
    max === min ? height / 2 : ((max - value) / (max - min)) * (height - 4) + 2;
  const line = points.map(([us, value]) => `${across(us).toFixed(1)},${down(value).toFixed(1)}`).join(' ');
  return markup`<td><svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${seriesName(one)} over time"><polyline class="line" points="${line}"/></svg></td>`;
}
