import { markup, type Markup } from '../format/markup.js';
import type { Tone } from './chart-series.js';
import { ticksOf } from './ticks.js';

/** A line to draw: points by their place along, with holes where there is no value. */
export interface PlotLine {
  readonly name: string;
  readonly tone: Tone;
  readonly points: readonly (readonly [at: number, value: number | null])[];
}

export interface Plot {
  /** What somebody is told who cannot see it. */
  readonly label: string;
  readonly lines: readonly PlotLine[];
  readonly from: number;
  readonly to: number;
  /** Where the axis along is marked. */
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly text: (value: number) => string;
  /** Stretches that are shaded. */
  readonly bands: readonly { readonly from: number; readonly until: number }[];
}

const width = 720;
const height = 190;
const left = 74;
const right = 16;
const top = 10;
const base = 164;
/** An instant must still be seen. */
const bandLeast = 2;

/** Lines over an axis, as a picture that needs no script and prints. */
export function plotMarkup(plot: Plot): Markup {
  const values = plot.lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const ticks = ticksOf(0, most === 0 ? 1 : most * 1.05, 4);
  const span = Math.max(plot.to - plot.from, Number.MIN_VALUE);
  const x = (at: number): number =>
    left + (Math.min(Math.max(at - plot.from, 0), span) / span) * (width - left - right);
  const y = (value: number): number => base - (value / (most === 0 ? 1 : most * 1.05)) * (base - top);
  return markup`<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${plot.label}">
${plot.bands.map(({ from, until }) => band(x(from), x(until)))}${ticks.map((tick) => grid(y(tick), plot.text(tick)))}
${plot.marks.map(({ at, text }) => mark(x(at), text))}
${plot.lines.map((line) => lineMarkup(line, x, y))}</svg>
<p class="keys">${plot.lines.map(({ name, tone }) => markup`<span class="key"><svg viewBox="0 0 24 10" aria-hidden="true"><line class="stroke ${{ markup: tone }}" x1="0" y1="5" x2="24" y2="5"/></svg>${name}</span> `)}</p>`;
}

function band(from: number, until: number): Markup {
  return markup`<rect class="fault" x="${from.toFixed(1)}" y="${top}" width="${Math.max(bandLeast, until - from).toFixed(1)}" height="${base - top}"/>
`;
}

function grid(y: number, text: string): Markup {
  return markup`<line class="axis" x1="${left}" y1="${y.toFixed(1)}" x2="${width - right}" y2="${y.toFixed(1)}"/><text class="tick" x="${left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>
`;
}

function mark(x: number, text: string): Markup {
  const anchor = x > width - 2 * right - 10 ? 'end' : 'middle';
  return markup`<line class="axis" x1="${x.toFixed(1)}" y1="${base}" x2="${x.toFixed(1)}" y2="${base + 4}"/><text class="tick" x="${anchor === 'end' ? width - 1 : x.toFixed(1)}" y="${base + 18}" text-anchor="${anchor}">${text}</text>
`;
}

/** A line with a gap where values are missing; a value between two gaps is a dot. */
function lineMarkup(line: PlotLine, x: (at: number) => number, y: (value: number) => number): Markup {
  const tone: Markup = { markup: line.tone };
  const runs: string[][] = [[]];
  for (const [at, value] of line.points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  }
  return markup`${runs.map((points) => {
    const [first = ''] = points;
    if (points.length === 0) return { markup: '' };
    return points.length > 1
      ? markup`<polyline class="stroke ${tone}" points="${points.join(' ')}"/>
`
      : markup`<polyline class="stroke dot ${tone}" points="${first} ${first}"/>
`;
  })}`;
}
