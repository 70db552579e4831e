import type { Group, Latency, Report } from '../../report/report.js';
import { countText, shareText } from '../../report/words.js';
import { table } from '../format/markdown.js';
import { msText } from '../format/sentences.js';
import { hasErrors, unansweredOf, worstOf } from '../format/worst.js';

/** Accepted against rejected, from the intended time; service and connects beside them. */
export function latencySection({ latency }: Report): readonly string[] {
  const series: readonly (readonly [string, Latency])[] = [
    ['accepted', latency.accepted],
    ['rejected', latency.rejected],
    ['service', latency.service],
    ['connect', latency.connect],
  ];
  const rows = series.filter(([, { count }]) => count > 0);
  if (rows.length === 0) return [];
  const greatest = Math.max(0, ...rows.map(([, { maxUs }]) => maxUs ?? 0));
  const digits = greatest < 1_000_000 ? 2 : 1;
  return [
    '### Latency',
    '',
    ...table(
      [['ms', 'left'], ...columns.map((title) => [title, 'right'] as const)],
      rows.map(([name, one]) => [
        name,
        countText(one.count),
        ...[one.p50Us, one.p90Us, one.p95Us, one.p99Us, one.maxUs].map((us) => msText(us, digits)),
      ]),
    ),
  ];
}

const columns = ['count', 'p50', 'p90', 'p95', 'p99', 'max'];

const shownMost = 5;

/** The phases beside one another, and the groups; a run of one of them has nothing to compare. */
export function partsSection({ perPhase, perGroup }: Report): readonly string[] {
  const rows = [
    ...(perPhase.length < 2 ? [] : perPhase.slice(0, partsMost)).map((group) => ['phase', group] as const),
    ...(perGroup.length < 2 ? [] : perGroup.slice(0, partsMost)).map((group) => ['group', group] as const),
  ];
  return groupSection('Phases and groups', rows);
}

const partsMost = 20;

/** The worst five resources, and the worst five users. */
export function worstSection({ perResource, perUser }: Report): readonly string[] {
  const rows = [
    ...worstOf(perResource, shownMost).map((group) => ['resource', group] as const),
    ...worstOf(perUser, shownMost).map((group) => ['user', group] as const),
  ];
  return groupSection('Worst', rows);
}

function groupSection(title: string, rows: readonly (readonly [string, Group])[]): readonly string[] {
  if (rows.length === 0) return [];
  const failed = hasErrors(rows.map(([, group]) => group));
  const errors = failed ? ['errors'] : [];
  const numbers = ['accepted', 'rejected', ...errors, 'no answer', 'decided', 'wrong', 'accuracy'];
  return [
    `### ${title}`,
    '',
    ...table(
      [['', 'left'], ['name', 'left'], ...numbers.map((title) => [title, 'right'] as const)],
      rows.map(([what, group]) => [what, group.name, ...numbersOf(group, { failed })]),
    ),
  ];
}

function numbersOf(group: Group, { failed }: { readonly failed: boolean }): readonly string[] {
  return [
    countText(group.accepted),
    countText(group.rejected),
    ...(failed ? [countText(group.errors)] : []),
    countText(unansweredOf(group)),
    countText(group.decided),
    countText(group.decided - group.correct),
    group.accuracy === null ? '-' : shareText(group.accuracy),
  ];
}
