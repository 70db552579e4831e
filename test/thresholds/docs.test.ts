import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { catalogue } from '../../src/thresholds/catalogue.js';
import { durationStats, type Metric } from '../../src/thresholds/metric.js';

const page = fileURLToPath(new URL('../../docs/thresholds.md', import.meta.url));

/** A table as the page has it: columns as wide as their widest cell. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const words = {
  us: 'duration',
  share: 'share',
  count: 'count',
  perSecond: 'per second',
  bytes: 'bytes',
  number: 'number',
};

/** The ten numbers of a series of durations are one line. */
function rowOf(metric: Metric): readonly string[] {
  const { name, unit, what, scopes, live } = metric;
  const isSeries = name.endsWith('.mean') && unit === 'us';
  return [
    `\`${isSeries ? name.replace(/mean$/u, 'STAT') : name}\``,
    words[unit],
    scopes.join(', '),
    live.length === 0 ? '' : live.length > scopes.length ? 'yes' : 'the whole run',
    isSeries ? what.replace(/: .*$/u, '') : what,
  ];
}

const stats = Object.keys(durationStats);
const isShown = ({ name }: Metric): boolean => {
  const [, lead = '', stat = ''] = /^(.*)\.([^.]*)$/u.exec(name) ?? [];
  const isOfSeries = stats.every((each) => catalogue.some((other) => other.name === `${lead}.${each}`));
  return !isOfSeries || !stats.includes(stat) || stat === 'mean';
};

it('docs/thresholds.md has the whole catalogue; --update writes it', async () => {
  const table = tableOf([
    ['metric', 'is a', 'also of one', 'can stop a run', 'what it says'],
    ...catalogue.filter(isShown).map(rowOf),
  ]);
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split('<!-- metrics -->\n');
  const after = rest.slice(rest.indexOf('\n<!-- end -->'));
  await expect(`${before}<!-- metrics -->\n\n${table}\n${after}`).toMatchFileSnapshot(page);
});
