import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import { clip } from './clip.js';
import { thinned, trendOf, type Point } from './leak.js';
import type { ServerReport, ServerSeries } from './server-report.js';
import { durationText } from './words.js';

type Sample = Extract<HistoryEvent, { readonly kind: 'server-sample' }>;

const seriesMost = 60;
const pointsMost = 200;
const minuteUs = 60_000_000;
/** Over a shorter time everything grows: caches fill, code is compiled. */
const growthLeastUs = 30_000_000;
/** What grew by less than a twentieth, or by less than a megabyte, is no news. */
const growthLeastShare = 0.05;
const growthLeastBytes = 1_000_000;

/** What was seen of the server itself; `null` where nobody looked, or nothing was to be seen. */
export function serverReportOf(history: History): ServerReport | null {
  const samples = history.events.filter((event): event is Sample => event.kind === 'server-sample');
  if (samples.length === 0) return null;
  const named = pointsByName(samples);
  const series = [...named.values()].slice(0, seriesMost).map(seriesOf);
  return {
    samples: samples.length,
    series,
    processorShare: processorShareOf(named.get('process cpuUs')?.points ?? []),
    growth: [...named.values()].slice(0, seriesMost).flatMap(({ name, points }) => growthText(name, points)),
  };
}

interface Named {
  readonly source: Sample['source'];
  readonly name: string;
  readonly points: Point[];
}

/** In order of source and of first mention. */
function pointsByName(samples: readonly Sample[]): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  for (const source of ['process', 'health'] as const)
    for (const sample of samples) {
      if (sample.source !== source) continue;
      for (const [name, value] of Object.entries(sample.values)) {
        const key = `${source} ${name}`;
        const known = named.get(key) ?? { source, name, points: [] };
        known.points.push([sample.atUs, value]);
        named.set(key, known);
      }
    }
  return named;
}

function seriesOf({ source, name, points }: Named): ServerSeries {
  const values = points.map(([, value]) => value);
  const trend = trendOf(secondHalf(points));
  return {
    source,
    name: clip(name),
    count: points.length,
    first: values[0] ?? 0,
    last: values.at(-1) ?? 0,
    min: values.reduce((least, value) => Math.min(least, value), Infinity),
    max: values.reduce((most, value) => Math.max(most, value), -Infinity),
    trend:
      trend === null || !trend.isSignificant
        ? null
        : {
            perMinute: trend.perUs * minuteUs,
            least: trend.leastPerUs * minuteUs,
            most: trend.mostPerUs * minuteUs,
          },
    points: thinned(points, pointsMost),
  };
}

function secondHalf(points: readonly Point[]): readonly Point[] {
  const [firstUs, lastUs] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  return points.filter(([atUs]) => atUs >= (firstUs + lastUs) / 2);
}

/** What a process that was started anew took before, counts as well. */
function processorShareOf(points: readonly Point[]): number | null {
  let [busyUs, wholeUs] = [0, 0];
  points.forEach(([atUs, cpuUs], index) => {
    const before = points[index - 1];
    if (before === undefined || cpuUs < before[1]) return;
    busyUs += cpuUs - before[1];
    wholeUs += atUs - before[0];
  });
  return wholeUs === 0 ? null : busyUs / wholeUs;
}

/** Numbers that should come to rest; others, such as counters, grow by their nature. */
const bytesNames = /rss|heap|memory|external|buffers/iu;
const countNames = /handles|listeners|descriptors|\bfds?\b|timers|sockets/iu;

/** A sentence where it grew on and on over the second half: by no chance, and enough to matter. */
function growthText(name: string, points: readonly Point[]): readonly string[] {
  if (!bytesNames.test(name) && !countNames.test(name)) return [];
  const isBytes = isByteName(name);
  const half = secondHalf(points);
  const trend = trendOf(half);
  const [first, last] = [half[0], half.at(-1)];
  if (trend === null || first === undefined || last === undefined) return [];
  const overUs = last[0] - first[0];
  const grown = trend.perUs * overUs;
  const isMuch = grown >= growthLeastShare * Math.abs(first[1]) && (!isBytes || grown >= growthLeastBytes);
  if (overUs < growthLeastUs || !trend.isSignificant || trend.leastPerUs <= 0 || !isMuch) return [];
  const amount = (perUs: number): string => amountText(perUs * minuteUs, isBytes);
  const what = name === 'rssBytes' ? 'memory of the server' : clip(name);
  return [
    `${what} grew ${amount(trend.perUs)} a minute over the last ${durationText(overUs)} (95 %: between ${amount(trend.leastPerUs)} and ${amount(trend.mostPerUs)})`,
  ];
}

/** Three digits are enough. */
export function amountText(amount: number, isBytes: boolean): string {
  const [scale, unit] = isBytes ? unitOf(amount) : [1, ''];
  return `${Number((amount / scale).toPrecision(3))}${unit}`;
}

function unitOf(bytes: number): readonly [number, string] {
  const size = Math.abs(bytes);
  if (size >= 1e9) return [1e9, ' GB'];
  if (size >= 1e6) return [1e6, ' MB'];
  return size >= 1e3 ? [1e3, ' kB'] : [1, ' bytes'];
}

/** A value of a series as people read it. */
export function valueText({ name }: Pick<ServerSeries, 'name'>, value: number): string {
  return /us$/iu.test(name) && !bytesNames.test(name)
    ? durationText(value)
    : amountText(value, isByteName(name));
}

/** Whether a number by such a name is one of bytes: megabytes and counts of other things are not. */
const isByteName = (name: string): boolean =>
  bytesNames.test(name) && !/[km]i?b$|share|percent|count/iu.test(name);
