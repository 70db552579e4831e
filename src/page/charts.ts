import uPlot from 'uplot';
import { durationText } from '../report/words.js';
import {
  charts,
  curveAt,
  curvePoints,
  curves,
  ninesText,
  seenSeries,
  sliceUsOf,
  timeText,
  valuesOf,
  type Chart,
} from '../reporters/html/chart-series.js';
import type { PageData } from '../reporters/html/page-data.js';
import { byKeyboard } from './chart-keys.js';
import { chartStyle, dashes, type ChartStyle } from './chart-style.js';

type Data = Pick<PageData, 'timeline' | 'percentiles' | 'faults'>;
type Drawing = readonly [options: Omit<uPlot.Options, 'width' | 'height'>, data: uPlot.AlignedData];

const height = 200;

/** Draws every chart of the page so that it can be asked; its picture stays for paper. Again whenever the colours change. */
export function startCharts(data: Data): void {
  const figures = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];
  const drawn = new Map<HTMLElement, uPlot>();
  const drawAll = (): void => {
    for (const figure of figures) {
      drawn.get(figure)?.destroy();
      const plot = drawIn(figure, data);
      if (plot !== null) drawn.set(figure, plot);
    }
  };
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  const fit = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const plot = drawn.get(target as HTMLElement);
      const width = widthOf(target as HTMLElement);
      if (plot !== undefined && width > 0 && plot.width !== width) plot.setSize({ width, height });
    }
  });
  for (const figure of figures) fit.observe(figure);
}

function widthOf(figure: HTMLElement): number {
  return Math.floor(figure.clientWidth);
}

function drawIn(figure: HTMLElement, data: Data): uPlot | null {
  const id = figure.dataset['chart'] ?? '';
  const chart = charts.find((one) => one.id === id);
  const style = chartStyle();
  const drawing = chart === undefined ? curveDrawing(data, style) : timeDrawing(chart, data, style);
  if (drawing === null) return null;
  const [options, values] = drawing;
  const plot = new uPlot({ ...options, width: Math.max(1, widthOf(figure)), height }, values, figure);
  byKeyboard(plot, figure.querySelector('h3')?.textContent ?? id);
  figure.classList.add('drawn');
  return plot;
}

function timeDrawing(chart: Chart, { timeline, faults }: Data, style: ChartStyle): Drawing {
  const lines = seenSeries(chart, timeline);
  const sliceUs = sliceUsOf(timeline);
  const sliceText = (us: number): string => `${timeText(us - sliceUs / 2)} to ${timeText(us + sliceUs / 2)}`;
  return [
    {
      cursor: { sync: { key: 'time' }, focus: { prox: 24 } },
      scales: { x: { time: false }, y: { range: fromZero } },
      axes: [axis(style, timeText), { ...axis(style, chart.text), size: 74 }],
      series: [
        { label: 'time', value: (_, us) => textOr(us, sliceText) },
        ...lines.map(({ name, tone }) => line(name, tone, style, chart.text)),
      ],
      hooks: { drawClear: [(plot) => shade(plot, faults, style)] },
    },
    [
      timeline.map(({ atUs }) => atUs + sliceUs / 2),
      ...lines.map((series) => [...valuesOf(series, timeline)]),
    ],
  ];
}

/** All curves on one axis of nines; each has points of its own. */
function curveDrawing({ percentiles }: Data, style: ChartStyle): Drawing {
  const lines = curves
    .map((curve) => ({ ...curve, points: curvePoints(percentiles[curve.of]) }))
    .filter(({ points }) => points.length > 1);
  const places = [...new Set(lines.flatMap(({ points }) => points.map(({ nines }) => nines)))].toSorted(
    (a, b) => a - b,
  );
  const most = places.at(-1) ?? 1;
  return [
    {
      cursor: { focus: { prox: 24 } },
      scales: { x: { time: false }, y: { range: fromZero } },
      axes: [
        { ...axis(style, ninesText), splits: () => [0, Math.log10(2), ...whole(most)] },
        { ...axis(style, timeText), size: 74 },
      ],
      series: [
        { label: 'at', value: (_, nines) => textOr(nines, ninesText) },
        ...lines.map(({ name, tone }) => ({
          ...line(name, tone, style, durationText),
          points: { show: false },
        })),
      ],
    },
    [places, ...lines.map(({ points }) => [...curveAt(points, places)])],
  ];
}

function whole(most: number): readonly number[] {
  return Array.from({ length: Math.floor(most) }, (_, index) => index + 1);
}

function line(
  label: string,
  tone: keyof typeof dashes,
  style: ChartStyle,
  text: (value: number) => string,
): uPlot.Series {
  return {
    label,
    stroke: style.of(tone),
    width: 2,
    dash: dashes[tone],
    points: { size: 5, fill: style.of(tone) },
    value: (_, value) => textOr(value, text),
  };
}

/** uPlot hands over nothing where the cursor is nowhere. */
function textOr(value: number | null | undefined, text: (value: number) => string): string {
  return value === null || value === undefined ? '-' : text(value);
}

function axis(style: ChartStyle, text: (value: number) => string): uPlot.Axis {
  return {
    stroke: style.soft,
    font: style.font,
    grid: { stroke: style.line, width: 1 },
    ticks: { stroke: style.line, width: 1 },
    values: (_, splits) => splits.map((value) => text(value)),
  };
}

function fromZero(_: uPlot, __: number, most: number): uPlot.Range.MinMax {
  return [0, most > 0 ? most * 1.05 : 1];
}

/** Where a fault was: a stripe for as long as it lasted, and one that can be seen for an instant. */
function shade(plot: uPlot, faults: Data['faults'], style: ChartStyle): void {
  const { left, top, width, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.fillStyle = style.band;
  for (const { atUs, untilUs } of faults) {
    const from = Math.max(left, plot.valToPos(atUs, 'x', true));
    const to = Math.min(left + width, plot.valToPos(untilUs ?? atUs, 'x', true));
    if (from <= left + width && to >= left) plot.ctx.fillRect(from, top, Math.max(2, to - from), height);
  }
  plot.ctx.restore();
}
