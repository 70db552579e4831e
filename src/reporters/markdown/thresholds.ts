import type { ReportedThreshold } from '../../report/numbers.js';
import type { Report } from '../../report/report.js';
import { plural } from '../../report/words.js';
import { amountText } from '../format/amount.js';
import { table, type Marked } from '../format/markdown.js';

const shownMost = 30;

/** What was demanded and what it was; what failed comes first. */
export function thresholdSection({ thresholds }: Report): readonly string[] {
  if (thresholds.length === 0) return [];
  const shown = thresholds.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, shownMost);
  const more = thresholds.length - shown.length;
  const scoped = thresholds.some(({ scope }) => scope !== null);
  return [
    '### Thresholds',
    '',
    ...table(
      [['demand', 'left'], ...(scoped ? [['of', 'left'] as const] : []), ['was', 'right'], ['', 'left']],
      shown.map((one) => [
        `${one.metric} ${one.expression}`,
        ...(scoped ? [scopeText(one)] : []),
        one.actual === null ? (one.why ?? 'undefined') : amountText(one.actual, one.unit),
        heldText(one),
      ]),
    ),
    ...(more === 0 ? [] : ['', `And ${plural(more, 'more threshold')}.`]),
  ];
}

function rankOf({ ok }: ReportedThreshold): number {
  if (ok === null) return 1;
  return ok ? 2 : 0;
}

function scopeText({ scope }: ReportedThreshold): string {
  if (scope === null) return 'the run';
  return scope.each ? `each ${scope.by}; worst ${scope.name}` : `${scope.by} ${scope.name}`;
}

function heldText({ ok, abortedAtUs }: ReportedThreshold): string | Marked {
  if (ok === null) return 'undecided';
  if (ok) return 'holds';
  return { marked: abortedAtUs === null ? '**failed**' : '**failed**, and stopped the run' };
}
