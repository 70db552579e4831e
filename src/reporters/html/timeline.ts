import type { Report } from '../../report/report.js';
import { countText, durationText } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';

type Slice = Report['timeline'][number];

const width = 800;
const height = 160;
const base = 130;
const top = 14;
const left = 60;
const right = 60;

/** Answers over time as stacked bars, with the p99 of the response over them. */
export function timelineSection({ timeline }: Report): Markup | null {
  if (timeline.length < 2) return null;
  const most = Math.max(
    1,
    ...timeline.map(({ accepted, rejected, unknown }) => accepted + rejected + unknown),
  );
  const slowestUs = Math.max(1, ...timeline.map(({ p99Us }) => p99Us ?? 0));
  const step = (width - left - right) / timeline.length;
  const sliceUs = (timeline[1]?.atUs ?? 0) - (timeline[0]?.atUs ?? 0);
  const bars = timeline.map((slice, index) => barMarkup(slice, left + index * step, step, most));
  const points = timeline.flatMap(({ p99Us }, index) =>
    p99Us === null
      ? []
      : [
          `${(left + (index + 0.5) * step).toFixed(1)},${(base - (p99Us / slowestUs) * (base - top)).toFixed(1)}`,
        ],
  );
  return markup`<section>
<h2>Over time</h2>
<p class="soft">Slices of ${durationText(sliceUs)}: accepted, rejected and unanswered actions as bars, the p99 of the response as a line.</p>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="answers and p99 response over time">
${bars}<polyline class="line" points="${points.join(' ')}"/>
<line class="axis" x1="${left}" y1="${base}" x2="${width - right}" y2="${base}"/>
<text class="tick" x="${left - 6}" y="${top + 4}" text-anchor="end">${countText(most)}</text>
<text class="tick" x="${left - 6}" y="${base}" text-anchor="end">0</text>
<text class="tick" x="${width - right + 6}" y="${top + 4}">${durationText(slowestUs)}</text>
<text class="tick" x="${left}" y="${base + 18}">0</text>
<text class="tick" x="${width - right}" y="${base + 18}" text-anchor="end">${durationText(sliceUs * timeline.length)}</text>
</svg>
</section>`;
}

function barMarkup(slice: Slice, x: number, step: number, most: number): Markup {
  let y = base;
  const parts = (['accepted', 'rejected', 'unknown'] as const).map((kind) => {
    const tall = (slice[kind] / most) * (base - top);
    y -= tall;
    if (tall === 0) return { markup: '' };
    const gap = step > 4 ? 1 : 0;
    return markup`<rect class="${{ markup: kind }}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step - gap).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  return markup`<g>${parts}</g>
`;
}
