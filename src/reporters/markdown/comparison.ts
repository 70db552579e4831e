import type { ComparedMetric } from '../../report/comparison.js';
import type { Report } from '../../report/report.js';
import { amountText } from '../format/amount.js';
import { list, marked, table, type Marked } from '../format/markdown.js';

const shownMost = 20;

/** How the run differs from an earlier one; what became worse comes first. */
export function comparisonSection({ comparison }: Report): readonly (readonly string[])[] {
  if (comparison === undefined) return [];
  const { baseline, notes, metrics } = comparison;
  const shown = metrics
    .filter(({ before, now }) => before !== null || now !== null)
    .toSorted((a, b) => ranks[a.change] - ranks[b.change])
    .slice(0, shownMost);
  return [
    ['### Compared with an earlier run'],
    [
      marked`${baseline.scenario}, seed ${baseline.seed ?? 'none'}, ${baseline.startedAt}: ${baseline.verdict}.`
        .marked,
    ],
    list(notes.slice(0, notesMost)),
    table(
      [
        ['', 'left'],
        ['before', 'right'],
        ['now', 'right'],
        ['', 'left'],
      ],
      shown.map((one) => [
        one.metric,
        amountText(one.before, one.unit),
        amountText(one.now, one.unit),
        changeText(one),
      ]),
    ),
  ];
}

const notesMost = 5;
const ranks: Readonly<Record<ComparedMetric['change'], number>> = {
  worse: 0,
  better: 1,
  changed: 2,
  unknown: 3,
  'within-noise': 4,
  same: 5,
};

function changeText({ change }: ComparedMetric): string | Marked {
  return change === 'worse' ? { marked: '**worse**' } : change.replace('-', ' ');
}
