import type { ComparedMetric, Comparison } from '../../report/comparison.js';
import type { Report } from '../../report/report.js';
import { amountText } from '../format/amount.js';
import { markup, type Markup } from '../format/markup.js';
import { tableMarkup, textTitle } from './table.js';

/** What has changed since an earlier run, and how much of it may be chance. */
export function comparisonSection({ comparison }: Report): Markup | null {
  if (comparison === undefined) return null;
  return markup`<section>
<h2>Compared with an earlier run</h2>
<p>${baselineText(comparison)}.</p>
${comparison.notes.map((note) => markup`<p class="note">! ${note}</p>`)}
<p class="soft">In brackets: where the number would lie in 95 of 100 such runs, as far as its own sample tells. Where these overlap, the difference may be chance.</p>
${tableMarkup(['number', 'before', 'now', 'change', textTitle('which is')], comparison.metrics.map(rowOf), { rowsAre: 'number' })}
</section>`;
}

function baselineText({ baseline }: Comparison): string {
  const { scenario, seed, verdict, startedAt, turnwise } = baseline;
  return [
    `Before: ${scenario}, ${verdict.toUpperCase()}`,
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...(startedAt === '' || startedAt.startsWith('1970') ? [] : [`started ${startedAt}`]),
    `turnwise ${turnwise}`,
  ].join(', ');
}

function rowOf(compared: ComparedMetric): readonly (string | Markup)[] {
  const { metric, unit, before, now, beforeInterval, nowInterval } = compared;
  const between = (interval: ComparedMetric['nowInterval']): string =>
    interval === null ? '' : ` [${amountText(interval[0], unit)} to ${amountText(interval[1], unit)}]`;
  return [
    metric,
    markup`<td>${amountText(before, unit)}<span class="soft">${between(beforeInterval)}</span></td>`,
    markup`<td>${amountText(now, unit)}<span class="soft">${between(nowInterval)}</span></td>`,
    relativeText(before, now),
    changeCell(compared),
  ];
}

/** `+12 %`; nothing where there is nothing to divide by. */
function relativeText(before: number | null, now: number | null): string {
  if (before === null || now === null || before === 0) return '-';
  if (before === now) return '0 %';
  const percent = ((now - before) / Math.abs(before)) * 100;
  const size = Math.abs(percent);
  return `${percent < 0 ? '-' : '+'}${size.toFixed(size < 10 ? 1 : 0)} %`;
}

const changes: Readonly<Record<ComparedMetric['change'], { readonly text: string; readonly tone: string }>> =
  {
    better: { text: 'better', tone: 'right' },
    worse: { text: 'worse', tone: 'wrong' },
    same: { text: 'the same', tone: '' },
    'within-noise': { text: 'within the noise', tone: '' },
    changed: { text: 'another number', tone: 'open' },
    unknown: { text: 'nobody can say', tone: '' },
  };

function changeCell({ change }: ComparedMetric): Markup {
  const { text, tone } = changes[change];
  return markup`<td class="text ${{ markup: tone }}">${text}</td>`;
}
