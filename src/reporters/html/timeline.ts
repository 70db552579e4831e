import type { Report } from '../../report/report.js';
import { countText, durationText } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';

type Slice = Report['timeline'][number];

const width = 800;
const height = 210;
const left = 60;
const right = 20;
/** The line of the p99 above, the bars of the answers below; each with its own scale. */
const line = { top: 12, base: 66 };
const bars = { top: 86, base: 186 };
/** The width of an instant. */
const stripeLeast = 2;

/** The p99 of the response, and answers as stacked bars, over time. */
export function timelineSection({ timeline, faults }: Report): Markup | null {
  if (timeline.length < 2) return null;
  const most = Math.max(
    1,
    ...timeline.map(({ accepted, rejected, unknown }) => accepted + rejected + unknown),
  );
  const slowestUs = Math.max(1, ...timeline.map(({ p99Us }) => p99Us ?? 0));
  const step = (width - left - right) / timeline.length;
  const sliceUs = (timeline[1]?.atUs ?? 0) - (timeline[0]?.atUs ?? 0);
  const spanUs = sliceUs * timeline.length;
  const marks = faultMarks(faults, timeline[0]?.atUs ?? 0, spanUs);
  const columns = timeline.map((slice, index) => barMarkup(slice, left + index * step, step, most));
  return markup`<section>
<h2>Over time</h2>
<p class="soft">Slices of ${durationText(sliceUs)}. Above, the p99 of the response; below, accepted, rejected and unanswered actions.${faults.length === 0 ? '' : ' Shaded: faults that the run made.'}</p>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="p99 of the response, and answers, over time">
${marks}<polyline class="line" points="${pointsOf(timeline, step, slowestUs)}"/>
${columns}${axis(line.base)}
${axis(bars.base)}
${tick(left - 6, line.top + 8, 'end', durationText(slowestUs))}
${tick(left - 6, line.base, 'end', '0')}
${tick(left - 6, bars.top + 8, 'end', countText(most))}
${tick(left - 6, bars.base, 'end', '0')}
${tick(left, height - 6, 'start', '0 s')}
${tick(width - right, height - 6, 'end', durationText(spanUs))}
</svg>
</section>`;
}

/** Where a fault was: a stripe for as long as it lasted, and one that can be seen for an instant. */
function faultMarks(faults: Report['faults'], startUs: number, spanUs: number): readonly Markup[] {
  const xOf = (us: number): number =>
    left + Math.min(1, Math.max(0, (us - startUs) / spanUs)) * (width - left - right);
  return faults.map(({ atUs, untilUs }) => {
    const wide = Math.max(stripeLeast, xOf(untilUs ?? atUs) - xOf(atUs));
    return markup`<rect class="fault" x="${xOf(atUs).toFixed(1)}" y="${line.top}" width="${wide.toFixed(1)}" height="${bars.base - line.top}"/>
`;
  });
}

/** Slices without an answer have no point: the line goes on to the next that has. */
function pointsOf(timeline: readonly Slice[], step: number, slowestUs: number): string {
  const points = timeline.flatMap(({ p99Us }, index) => {
    if (p99Us === null) return [];
    const y = line.base - (p99Us / slowestUs) * (line.base - line.top);
    return [`${(left + (index + 0.5) * step).toFixed(1)},${y.toFixed(1)}`];
  });
  return points.join(' ');
}

function axis(y: number): Markup {
  return markup`<line class="axis" x1="${left}" y1="${y}" x2="${width - right}" y2="${y}"/>`;
}

function tick(x: number, y: number, anchor: string, text: string): Markup {
  return markup`<text class="tick" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function barMarkup(slice: Slice, x: number, step: number, most: number): Markup {
  const gap = step > 4 ? 1 : 0;
  let y = bars.base;
  const parts = (['accepted', 'rejected', 'unknown'] as const).map((kind) => {
    const tall = (slice[kind] / most) * (bars.base - bars.top);
    y -= tall;
    if (tall === 0) return { markup: '' };
    return markup`<rect class="${{ markup: kind }}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step - gap).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  return markup`<g>${parts}</g>
`;
}
