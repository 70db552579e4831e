import { catalogue, metricNamed, nearestMetric, shortNames, type Asked } from './catalogue.js';
import type { Metric } from './metric.js';
import type { Demand, Threshold } from './threshold.js';
import { valueOf } from './values.js';

/** What a text demands of which number. */
export type Expression = Pick<Threshold, 'text' | 'metric' | 'expression' | 'demand'> & {
  readonly asked: Asked;
};

const grammar = /^(\S.*?)(?:\s+(in)\b|\s*(<=|>=|==|!=|=<|=>|<|>|=))\s*(.*)$/u;
const range = /^\[\s*([^,\]]+?)\s*,\s*([^,\]]+?)\s*\]$/u;
const shape = 'METRIC OP NUMBER such as `latency.accepted.p95 < 200ms`, or METRIC in [LEAST, MOST]';
const operators = ['<', '<=', '>', '>=', '==', '!='] as const;
type Operator = (typeof operators)[number];
const slips: Readonly<Record<string, Operator>> = { '=': '==', '=<': '<=', '=>': '>=' };

/**
 * Reads `METRIC OP NUMBER[unit]` and `METRIC in [a, b]`.
 *
 * @throws RangeError with a sentence that goes behind the name of the text: `must be ...`.
 */
export function expressionOf(written: string): Expression {
  const text = written.trim().replace(/\s+/gu, ' ');
  const [, metric, within, symbol = '', bound = ''] = grammar.exec(text) ?? [];
  if (metric === undefined) throw new RangeError(`must be ${shape}, not \`${shown(text)}\``);
  const asked = askedOf(metric);
  const expression = text.slice(metric.length).trim();
  const demand =
    within === undefined ? comparisonOf(symbol, bound, asked.metric) : rangeOf(bound, asked.metric);
  return { text, metric, expression, demand, asked };
}

function askedOf(name: string): Asked {
  const asked = metricNamed(name);
  if (asked !== null) return asked;
  const part = /^([^{[]+)[{[]\s*(\w+)\s*[:=]\s*([^}\]]*?)\s*[}\]]$/u.exec(name);
  if (part !== null) throw new RangeError(partText(name, part));
  const near = nearestMetric(name);
  const hint = near === null ? `; ${known}` : `; did you mean \`${near}\`?`;
  throw new RangeError(`names no metric: \`${shown(name)}\`${hint}`);
}

/** Other tools name a part of the run behind the metric. */
function partText(name: string, [, metric = '', by = '', of = '']: readonly string[]): string {
  return `names no metric: \`${shown(name)}\`; for one ${shown(by)} write {expect: '${shown(metric.trim())} ...', ${shown(by)}: ${shown(of)}}`;
}

const rooms = [...new Set(catalogue.map(({ name }) => name.split('.')[0]))];
const known = `metrics start with ${rooms.map((room) => `${room}.`).join(', ')}`;

function comparisonOf(symbol: string, bound: string, { name, unit }: Metric): Demand {
  const operator = operators.find((each) => each === symbol);
  if (operator === undefined)
    throw new RangeError(`has no operator \`${symbol}\`; did you mean \`${slips[symbol] ?? '=='}\`?`);
  return { kind: 'compare', operator, value: valueOf(bound, unit, name) };
}

function rangeOf(bound: string, { name, unit }: Metric): Demand {
  const [, from, to] = range.exec(bound) ?? [];
  if (from === undefined || to === undefined)
    throw new RangeError(`needs two bounds behind \`in\`, such as [15, 20], not \`${shown(bound)}\``);
  const [least, most] = [valueOf(from, unit, name), valueOf(to, unit, name)];
  if (least > most) throw new RangeError(`can never hold: ${from} is more than ${to}`);
  return { kind: 'within', least, most };
}

/** Why a metric cannot stop a run, with those that can; `null`: it can. */
export function liveFlaw({ name, live }: Metric, by: Metric['live'][number]): string | null {
  if (live.includes(by)) return null;
  const can = shortNames(catalogue.filter((metric) => metric.live.includes(by)));
  const whose = by === 'run' ? '' : ` of one ${by}`;
  return `cannot stop the run: ${name}${whose} is only known when it is over; those that can: ${can}`;
}

function shown(text: string): string {
  const oneLine = text.replaceAll(/\p{C}/gu, '?');
  return oneLine.length > 60 ? `${oneLine.slice(0, 57)}...` : oneLine;
}
