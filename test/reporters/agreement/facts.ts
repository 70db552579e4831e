import type { Report } from '../../../src/report/report.js';
import { shareText } from '../../../src/report/words.js';
import { readExposition } from '../exposition.js';
import { readXml, type Element } from '../xml.js';
import { htmlView, markdownView, terminalView, type View } from './views.js';

/** What all formats must say alike. A number that a format does not tell is absent, never another one. */
export type Facts = Readonly<Record<string, number | string | undefined>>;

/** The numbers of a report as it is stored, rounded as people read them. */
export function jsonFacts(source: string): Facts {
  const { verdict, actions, oracle, latency, connections, thresholds, reasons } = JSON.parse(
    source,
  ) as Report;
  return {
    verdict,
    planned: actions.planned,
    sent: actions.sent,
    accepted: actions.accepted,
    rejected: actions.rejected,
    errors: actions.errors,
    unknown: actions.unknown,
    dropped: actions.dropped,
    trueAccepts: oracle.trueAccepts,
    falseRejects: oracle.falseRejects,
    falseAccepts: oracle.falseAccepts,
    trueRejects: oracle.trueRejects,
    accuracy: rounded(oracle.accuracy),
    resolution: rounded(oracle.resolution),
    violations: oracle.violationCount,
    ...latencyFacts('accepted', (name) => latency.accepted[`${name}Us`]),
    ...latencyFacts('rejected', (name) => latency.rejected[`${name}Us`]),
    attempted: connections.attempted,
    opened: connections.opened,
    lost: connections.dropped,
    thresholdsFailed: thresholds.filter(({ ok }) => ok === false).length,
    thresholdsHeld: thresholds.filter(({ ok }) => ok === true).length,
    because: oracle.violations[0]?.because ?? reasons[0],
  };
}

export function openmetricsFacts(source: string): Facts {
  const { samples, value } = readExposition(source);
  const outcome = (name: string): number => value('turnwise_actions_total', { outcome: name });
  const cell = (model: string, answer: string): number =>
    value('turnwise_oracle_verdicts_total', { model, outcome: answer });
  const sum = (name: string, labels: Record<string, string>): number =>
    samples
      .filter(
        (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
      )
      .reduce((all, one) => all + one.value, 0);
  const quantiles: Record<string, string> = { p50: '0.5', p95: '0.95', p99: '0.99', max: '1' };
  const percentile = (series: string) => (name: string) => {
    const found = samples.find(
      ({ name: of, labels }) =>
        of === 'turnwise_latency_seconds' &&
        labels['series'] === series &&
        labels['quantile'] === quantiles[name],
    );
    return found === undefined ? null : Math.round(found.value * 1e6);
  };
  const held = samples.filter(({ name }) => name === 'turnwise_threshold_ok');
  const verdict = samples.find((one) => one.name === 'turnwise_verdict' && one.value === 1);
  return {
    verdict: verdict?.labels['turnwise_verdict'],
    planned: value('turnwise_planned_actions'),
    sent: value('turnwise_actions_sent_total'),
    accepted: outcome('accepted'),
    rejected: outcome('rejected'),
    errors: outcome('error'),
    unknown: outcome('unknown'),
    dropped: outcome('dropped'),
    trueAccepts: cell('must_accept', 'accepted'),
    falseRejects: cell('must_accept', 'rejected'),
    falseAccepts: cell('must_reject', 'accepted'),
    trueRejects: cell('must_reject', 'rejected'),
    accuracy: rounded(value('turnwise_oracle_accuracy_ratio')),
    resolution: rounded(value('turnwise_oracle_resolution_ratio')),
    violations: sum('turnwise_violations_total', { strength: 'proven' }),
    ...latencyFacts('accepted', percentile('accepted')),
    ...latencyFacts('rejected', percentile('rejected')),
    attempted: value('turnwise_connections_total', { event: 'attempted' }),
    opened: value('turnwise_connections_total', { event: 'opened' }),
    lost: value('turnwise_connections_total', { event: 'lost' }),
    thresholdsFailed: held.filter(({ value: ok }) => ok === 0).length,
    thresholdsHeld: held.filter(({ value: ok }) => ok === 1).length,
  };
}

/** JUnit knows verdicts, the first proof and thresholds, and no numbers. */
export function junitFacts(source: string): Facts {
  const cases = readXml(source).children[0]?.children.filter(({ name }) => name === 'testcase') ?? [];
  const [contention, ...others] = cases;
  const verdict = count('failure', cases) > 0 ? 'fail' : count('error', cases) > 0 ? 'inconclusive' : 'pass';
  return {
    verdict,
    because: contention?.children[0]?.attributes['message'],
    thresholdsFailed: count('failure', others),
    thresholdsHeld: count('passed', others),
  };
}

export const terminalFacts = (source: string): Facts => viewFacts(terminalView(source));
export const markdownFacts = (source: string): Facts => viewFacts(markdownView(source));
export const htmlFacts = (source: string): Facts => viewFacts(htmlView(source));

function count(kind: string, cases: readonly Element[]): number {
  return cases.filter(({ children }) => (children[0]?.name ?? 'passed') === kind).length;
}

/** What people read, by its labels, wherever it stands. */
function viewFacts(view: View): Facts {
  const { text } = view;
  const [, sent, planned, accepted, rejected] =
    /([\d,]+) of ([\d,]+) planned actions? sent: ([\d,]+) accepted, ([\d,]+) rejected/u.exec(text) ?? [];
  const [, right = ''] = /planned actions? sent: ([^.]*?)(?:\.|$| [A-Z])/u.exec(text) ?? [];
  const [, connections = ''] = /([\d,]+ attempted.*?opened[^.;]*)/u.exec(text) ?? [];
  const held = new RegExp('(?:fails?|failed|holds?|held|undefined|undecided)$', 'iu');
  const thresholds = view.tables
    .flatMap(([, ...rows]) => rows)
    .flatMap((row) => row.filter((cell) => held.test(cell) && cell.length < 12));
  return {
    verdict: /\b(PASS|FAIL|INCONCLUSIVE)\b/u.exec(text)?.[1]?.toLowerCase(),
    planned: countOf(planned),
    sent: countOf(sent),
    accepted: countOf(accepted),
    rejected: countOf(rejected),
    errors: countOf(/([\d,]+) errors?\b/u.exec(right)?.[1] ?? '0'),
    unknown: countOf(/([\d,]+) unanswered/u.exec(right)?.[1] ?? '0'),
    trueAccepts: countOf(cellOf(view, 'must accept', 'accepted')),
    falseRejects: countOf(cellOf(view, 'must accept', 'rejected')),
    falseAccepts: countOf(cellOf(view, 'must reject', 'accepted')),
    trueRejects: countOf(cellOf(view, 'must reject', 'rejected')),
    accuracy: numberOf(/\baccuracy ([\d.]+\d|\d)/iu.exec(text)?.[1]),
    resolution: numberOf(/\bresolution ([\d.]+\d|\d)/iu.exec(text)?.[1]),
    ...latencyFacts('accepted', (name) =>
      msOf(cellOf(view, /^(?:accepted|accepts|response of accept\w*)$/u, name, 'p50')),
    ),
    ...latencyFacts('rejected', (name) =>
      msOf(cellOf(view, /^(?:rejected|rejects|response of reject\w*)$/u, name, 'p50')),
    ),
    attempted: countOf(/([\d,]+) attempted/u.exec(connections)?.[1]),
    opened: countOf(/([\d,]+) opened/u.exec(connections)?.[1]),
    lost: countOf(/([\d,]+) lost/u.exec(connections)?.[1] ?? '0'),
    thresholdsFailed: thresholds.filter((cell) => /^fail(?:s|ed)/iu.test(cell)).length,
    thresholdsHeld: thresholds.filter((cell) => /^h[eo]ld/iu.test(cell)).length,
  };
}

/** The cell under a title, in the row with a label; `besides` is another title that the table must have. */
function cellOf(view: View, label: string | RegExp, title: string, besides = title): string | undefined {
  for (const [titles = [], ...rows] of view.tables) {
    const column = titles.indexOf(title);
    if (column === -1 || !titles.includes(besides)) continue;
    const row = rows.find(([first = '']) =>
      typeof label === 'string' ? first === label : label.test(first),
    );
    if (row !== undefined) return row[column];
  }
  return undefined;
}

/** In milliseconds with two decimals, as tables have them. */
function latencyFacts(
  series: string,
  usOf: (name: 'p50' | 'p95' | 'p99' | 'max') => number | null | undefined,
): Facts {
  return Object.fromEntries(
    (['p50', 'p95', 'p99', 'max'] as const).map((name) => {
      const us = usOf(name);
      return [
        `${series}.${name}`,
        us === null || us === undefined ? undefined : Number((us / 1000).toFixed(2)),
      ];
    }),
  );
}

function countOf(text: string | undefined): number | undefined {
  const [digits] = /^[\d,]+/u.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function msOf(text: string | undefined): number | undefined {
  return text === undefined || text === '-' ? undefined : Number(text.replaceAll(',', '')) * 1000;
}

function rounded(share: number | null): number | undefined {
  return share === null || Number.isNaN(share) ? undefined : Number(shareText(share));
}
