import type { Report, TimeSlice } from '../../report/report.js';
import { countText, durationText } from '../../report/words.js';
import { bytesText } from '../format/sentences.js';

/** What a line is about: gives it its colour, and the dashes that tell it apart without one. */
export type Tone = 'ink' | 'soft' | 'accept' | 'reject' | 'unknown' | 'violet';

/** A line of a chart over time. */
export interface ChartSeries {
  readonly name: string;
  readonly tone: Tone;
  /** The value in a slice, `null` where there is none. */
  readonly of: (slice: TimeSlice, sliceUs: number) => number | null;
}

/** A chart over time. Drawn twice: as a picture that needs no script, and as one that can be asked. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What is to be known to read it. */
  readonly about: string;
  readonly text: (value: number) => string;
  readonly series: readonly ChartSeries[];
}

const perSecond = (count: number, sliceUs: number): number => (count * 1_000_000) / sliceUs;
const bytesPerSecond = (bytes: number | null, sliceUs: number): number | null =>
  bytes === null ? null : perSecond(bytes, sliceUs);

/** Every chart over time, in the order of the page. */
export const charts: readonly Chart[] = [
  {
    id: 'response',
    title: 'Response',
    about: 'From the intended time to the answer, of the answers of each slice.',
    text: timeText,
    series: [
      { name: 'p99', tone: 'ink', of: ({ p99Us }) => p99Us },
      { name: 'p50', tone: 'violet', of: ({ p50Us }) => p50Us },
    ],
  },
  {
    id: 'answers',
    title: 'Answers a second',
    about: 'Where the answer arrived; unanswered where they were sent.',
    text: rateText,
    series: [
      { name: 'accepted', tone: 'accept', of: ({ accepted }, sliceUs) => perSecond(accepted, sliceUs) },
      { name: 'rejected', tone: 'reject', of: ({ rejected }, sliceUs) => perSecond(rejected, sliceUs) },
      { name: 'unanswered', tone: 'unknown', of: ({ unknown }, sliceUs) => perSecond(unknown, sliceUs) },
    ],
  },
  {
    id: 'connected',
    title: 'Connections',
    about: 'Open at the end of each slice.',
    text: (count) => countText(Math.round(count)),
    series: [{ name: 'connected', tone: 'ink', of: ({ connected }) => connected }],
  },
  {
    id: 'bytes',
    title: 'Bytes a second',
    about: 'Of all users together.',
    text: (bytes) => `${bytesText(bytes)}/s`,
    series: [
      { name: 'bytes in', tone: 'ink', of: ({ bytesIn }, sliceUs) => bytesPerSecond(bytesIn, sliceUs) },
      { name: 'bytes out', tone: 'violet', of: ({ bytesOut }, sliceUs) => bytesPerSecond(bytesOut, sliceUs) },
    ],
  },
  {
    id: 'lateness',
    title: 'Lateness of the generator',
    about: 'How much later than intended actions left.',
    text: timeText,
    series: [{ name: 'p99', tone: 'ink', of: ({ latenessP99Us }) => latenessP99Us }],
  },
];

/** A duration on an axis: nothing has no unit. */
export function timeText(us: number): string {
  return us === 0 ? '0' : durationText(us);
}

/** How long a slice of a timeline is; 0 where there are not two. */
export function sliceUsOf(timeline: readonly TimeSlice[]): number {
  const [first, second] = timeline;
  return first === undefined || second === undefined ? 0 : second.atUs - first.atUs;
}

/** The values of a line, slice by slice. */
export function valuesOf({ of }: ChartSeries, timeline: readonly TimeSlice[]): readonly (number | null)[] {
  const sliceUs = sliceUsOf(timeline);
  return timeline.map((slice) => of(slice, sliceUs));
}

/** The lines of a chart in which something was seen. */
export function seenSeries(chart: Chart, timeline: readonly TimeSlice[]): readonly ChartSeries[] {
  return chart.series.filter((series) => valuesOf(series, timeline).some((value) => value !== null));
}

/** The lines of the percentile curves. */
export const curves: readonly {
  readonly of: keyof Report['percentiles'];
  readonly name: string;
  readonly tone: Tone;
}[] = [
  { of: 'accepted', name: 'response of accepts', tone: 'accept' },
  { of: 'rejected', name: 'response of rejects', tone: 'reject' },
  { of: 'service', name: 'service, from the send', tone: 'violet' },
];

/** Where a percentile stands on the usual scale: 1 for 90 %, 2 for 99 %, 3 for 99.9 %. */
export function ninesOf(percent: number): number {
  return -Math.log10(1 - percent / 100);
}

/** Points of a curve by nines. The last one, at 100 %, has no place of its own: it stands just behind the one before. */
export function curvePoints(
  curve: Report['percentiles'][keyof Report['percentiles']],
): readonly { readonly nines: number; readonly us: number }[] {
  const points = curve.filter(({ percent }) => percent < 100);
  const top = curve.find(({ percent }) => percent >= 100);
  const placed = points.map(({ percent, us }) => ({ nines: ninesOf(percent), us }));
  const last = placed.at(-1)?.nines ?? 0;
  return top === undefined ? placed : [...placed, { nines: last + lastGap, us: top.us }];
}

/** A curve at other places: on the line between two of its points, `null` where it does not reach. */
export function curveAt(
  points: ReturnType<typeof curvePoints>,
  places: readonly number[],
): readonly (number | null)[] {
  let next = 0;
  return places.map((place) => {
    while (next < points.length && (points[next]?.nines ?? 0) < place) next++;
    const [before, after] = [points[next - 1], points[next]];
    if (after === undefined) return null;
    if (before === undefined || after.nines === place) return after.nines === place ? after.us : null;
    const share = (place - before.nines) / (after.nines - before.nines);
    return Math.round(before.us + share * (after.us - before.us));
  });
}

/** As far as from 99 % to 99.5 %. */
const lastGap = 0.3;

/** What a place on that scale is called: `0`, `50 %`, `99.9 %`. */
export function ninesText(nines: number): string {
  if (nines === 0) return '0';
  const percent = 100 - 100 / 10 ** nines;
  return `${Number(percent.toFixed(Math.max(0, Math.ceil(nines) - 2)))} %`;
}

function rateText(value: number): string {
  return value >= 100 || Number.isInteger(value) ? countText(Math.round(value)) : value.toFixed(1);
}
