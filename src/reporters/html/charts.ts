import type { Report } from '../../report/report.js';
import { countText, durationText } from '../../report/words.js';
import { markup, type Markup } from '../format/markup.js';
import {
  charts,
  curvePoints,
  curves,
  ninesText,
  seenSeries,
  sliceUsOf,
  timeText,
  valuesOf,
  type Chart,
} from './chart-series.js';
import { plotMarkup } from './plot.js';
import { ticksOf } from './ticks.js';

/** The run over time: a chart for everything that was looked at. */
export function overTimeSection({ timeline, faults, faultCount }: Report): Markup | null {
  if (timeline.length < 2) return null;
  const sliceUs = sliceUsOf(timeline);
  const drawn = charts.filter((chart) => seenSeries(chart, timeline).length > 0);
  return markup`<section>
<h2>Over time</h2>
<p class="soft">Slices of ${durationText(sliceUs)}; times count from the start of the run.${faults.length === 0 ? '' : ` Shaded: faults that the run made (${countText(faultCount)}).`}</p>
<p class="soft needs-script">Point at a chart for its values, or give it the focus and use the arrow keys. Drag to look closer; a double click or Escape shows all of it again. Click a name to hide its line.</p>
<div class="charts">
${drawn.map((chart) => figure(chart, { timeline, faults }))}</div>
</section>`;
}

function figure(chart: Chart, { timeline, faults }: Pick<Report, 'timeline' | 'faults'>): Markup {
  const sliceUs = sliceUsOf(timeline);
  const from = timeline[0]?.atUs ?? 0;
  const to = from + sliceUs * timeline.length;
  const lines = seenSeries(chart, timeline).map((series) => ({
    ...series,
    points: valuesOf(series, timeline).map(
      (value, index) => [from + (index + 0.5) * sliceUs, value] as const,
    ),
  }));
  const plot = plotMarkup({
    label: `${chart.title} over time`,
    lines,
    from,
    to,
    marks: ticksOf(from, to, 8).map((at) => ({ at, text: timeText(at) })),
    text: chart.text,
    bands: faults.map(({ atUs, untilUs }) => ({ from: atUs, until: untilUs ?? atUs })),
  });
  return markup`<figure class="chart" data-chart="${chart.id}">
<figcaption><h3>${chart.title}</h3><p class="soft">${chart.about}</p></figcaption>
<div class="static">${plot}</div>
</figure>
`;
}

/** How slow the slow ones are: accepts against rejects, and what the generator's own lateness adds. */
export function curveFigure({ percentiles }: Report): Markup | null {
  const lines = curves.flatMap((curve) => {
    const points = curvePoints(percentiles[curve.of]);
    return points.length < 2
      ? []
      : [{ ...curve, points: points.map(({ nines, us }) => [nines, us] as const) }];
  });
  if (lines.length === 0) return null;
  const to = Math.max(...lines.map(({ points }) => points.at(-1)?.[0] ?? 0));
  const plot = plotMarkup({
    label: 'percentile curves of the latency',
    lines,
    from: 0,
    to,
    marks: curveMarks(to).map((at) => ({ at, text: ninesText(at) })),
    text: timeText,
    bands: [],
  });
  return markup`<figure class="chart" data-chart="percentiles">
<figcaption><h3>Percentiles</h3><p class="soft">So many percent were at most so slow. Each step to the right leaves a tenth of them; where two lines part, accepts and rejects are answered in different ways.</p></figcaption>
<div class="static">${plot}</div>
</figure>
`;
}

/** 0, 50 %, 90 %, 99 %, 99.9 %, ... */
function curveMarks(to: number): readonly number[] {
  const whole = Array.from({ length: Math.floor(to) }, (_, index) => index + 1);
  return [0, Math.log10(2), ...whole].filter((nines) => nines <= to);
}
