import type { ComparedMetric, Comparison } from '../../report/comparison.js';
import type { Report } from '../../report/report.js';
import { plural } from '../../report/words.js';
import { amountText } from '../format/amount.js';
import { entry } from '../format/paper.js';
import { tableLines, type Cell } from '../format/table.js';
import { fit } from '../format/width.js';
import type { ColourName, Colours } from '../reporter.js';

const shownMost = 20;

/** What is different from an earlier run: before, now, by how much, and whether that may be chance. */
export function comparisonLines({ comparison }: Report, colours: Colours): readonly string[] {
  if (comparison === undefined) return [];
  const told = comparison.metrics
    .filter(({ change }) => change !== 'same')
    .toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  const shown = told.slice(0, shownMost);
  const same = comparison.metrics.length - told.length;
  const rest = [
    ...(told.length > shown.length
      ? [`${plural(told.length - shown.length, 'more', 'more')} in report.json`]
      : []),
    ...(same > 0 ? [`${plural(same, 'number is', 'numbers are')} the same`] : []),
  ];
  return [
    ...entry('Compared', baselineText(comparison), colours),
    ...comparison.notes.flatMap((note) => entry('', note, colours, 'yellow')),
    ...metricLines(shown, colours),
    ...(rest.length === 0 ? [] : [`  ${rest.join('; ')}`]),
  ];
}

/** What somebody looks for comes first. */
const order: readonly ComparedMetric['change'][] = [
  'worse',
  'better',
  'changed',
  'within-noise',
  'unknown',
  'same',
];

function baselineText({ baseline }: Comparison): string {
  const { scenario, seed, startedAt, verdict, turnwise } = baseline;
  return [
    `with ${fit(scenario, 40)}`,
    ...(seed === null ? [] : [`seed ${fit(seed, 40)}`]),
    ...(startedAt === '' || startedAt.startsWith('1970') ? [] : [`started ${startedAt}`]),
    `${verdict} then`,
    `turnwise ${turnwise}`,
  ].join(', ');
}

function metricLines(metrics: readonly ComparedMetric[], colours: Colours): readonly string[] {
  if (metrics.length === 0) return [];
  const rows = metrics.map((metric): Cell[] => {
    const { before, now, unit } = metric;
    return [
      `  ${metric.metric}`,
      shortText(before, unit),
      shortText(now, unit),
      noiseText(metric),
      changeCell(metric),
    ];
  });
  const numbers = ['before', 'now', 'noise'];
  return tableLines(
    [
      { title: '  metric', align: 'left', columnsMost: 32 },
      ...numbers.map((title) => ({ title, align: 'right', columnsMost: 11 }) as const),
      { title: 'change', align: 'left' },
    ],
    rows,
    colours,
  );
}

function shortText(value: number | null, unit: ComparedMetric['unit']): string {
  return value === null ? '-' : amountText(value, unit).replace(' a second', '/s');
}

/** How far either number may lie off by chance alone, the wider of the two; a dash where nobody can say. */
function noiseText({ beforeInterval, nowInterval, unit }: ComparedMetric): string {
  const halves = [beforeInterval, nowInterval].flatMap((interval) =>
    interval === null ? [] : [(interval[1] - interval[0]) / 2],
  );
  return halves.length === 0 ? '-' : `± ${shortText(Math.max(...halves), unit)}`;
}

const colourOf: Readonly<Partial<Record<ComparedMetric['change'], ColourName>>> = {
  worse: 'red',
  better: 'green',
  changed: 'yellow',
};

/** The word, and by how much of what it was, where that is more than chance. */
function changeCell({ before, now, change }: ComparedMetric): Cell {
  const colour = colourOf[change];
  const word = change.replace('-', ' ');
  if (colour === undefined) return word;
  const isShare = before !== null && now !== null && before !== 0;
  return { text: isShare ? `${word} ${percentText((now - before) / Math.abs(before))}` : word, colour };
}

function percentText(share: number): string {
  const percent = Math.abs(100 * share);
  const digits = percent < 9.95 ? 1 : 0;
  return `${share < 0 ? '-' : '+'}${percent < 10_000 ? percent.toFixed(digits) : 'over 9999'} %`;
}
