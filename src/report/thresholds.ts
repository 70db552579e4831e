import type { History } from '../history/history.js';
import { metricNamed, type Asked } from '../thresholds/catalogue.js';
import { judged, slackOf } from '../thresholds/demand.js';
import type { ScopeBy } from '../thresholds/metric.js';
import { stopText } from '../thresholds/stop-text.js';
import type { Threshold } from '../thresholds/threshold.js';
import type { ReportedThreshold } from './numbers.js';
import type { Found, ThresholdFacts } from './threshold-facts.js';
import { numberOf, ownOf } from './threshold-numbers.js';
import { actionNumber, latencyNumber, oracleNumber } from './threshold-rows.js';

/** What became of what was demanded of the numbers of a run; in the order in which it was demanded. */
export function thresholdsOf(
  thresholds: readonly Threshold[],
  facts: ThresholdFacts,
): readonly ReportedThreshold[] {
  const rowsOf = rowsByName(facts.history);
  return thresholds.map((threshold) => evaluated(threshold, facts, rowsOf));
}

type RowsOf = (by: ScopeBy) => ReadonlyMap<string, Int32Array>;

function evaluated(threshold: Threshold, facts: ThresholdFacts, rowsOf: RowsOf): ReportedThreshold {
  const { metric, expression, scope, demand } = threshold;
  const asked = metricNamed(metric);
  const unit = asked?.metric.unit ?? 'number';
  const abortedAtUs = stoppedAtUs(threshold, facts.history);
  const told = { metric, expression, unit, abortedAtUs };
  if (asked === null)
    return {
      ...told,
      scope: null,
      actual: null,
      ok: null,
      why: `this version of turnwise knows no \`${metric}\``,
    };
  if (scope === null) return { ...told, scope: null, ...decided(threshold, numberOf(asked, facts)) };
  const of = (name: string): Found => scopedNumberOf(asked, { by: scope.by, name }, facts, rowsOf);
  if (scope.name !== null) {
    const { by, name } = scope;
    return { ...told, scope: { by, name, each: false }, ...decided(threshold, of(name)) };
  }
  const each = [...rowsOf(scope.by).keys()].map((name) => ({ name, found: of(name) }));
  const worst = worstOf(demand, each);
  return {
    ...told,
    scope: { by: scope.by, name: worst?.name ?? '', each: true },
    ...decided(threshold, worst?.found ?? { why: `no action has a ${scope.by}` }),
  };
}

/** Whether the number is as it should be; nobody knows where it is undefined, or only bounded, and could be either. */
function decided({ demand }: Threshold, found: Found): Pick<ReportedThreshold, 'actual' | 'ok' | 'why'> {
  if ('why' in found) return { actual: null, ok: null, why: found.why };
  const { least, most } = found;
  const ok = judged(demand, least, most);
  if (ok === null)
    return { actual: null, ok, why: `all that is known is that it lies between ${least} and ${most}` };
  // Of two bounds the one that is nearer to failing says more.
  return { actual: slackOf(demand, least) <= slackOf(demand, most) ? least : most, ok, why: null };
}

interface Named {
  readonly name: string;
  readonly found: Found;
}

/** Who fails first; else who has no number, because then not all of them hold; else who is nearest to failing. */
function worstOf(demand: Threshold['demand'], all: readonly Named[]): Named | null {
  const slack = ({ found }: Named): number =>
    'why' in found
      ? Number.POSITIVE_INFINITY
      : Math.min(slackOf(demand, found.least), slackOf(demand, found.most));
  const worst = all.reduce<Named | null>(
    (before, one) => (before === null || slack(one) < slack(before) ? one : before),
    null,
  );
  const fails =
    worst !== null &&
    !('why' in worst.found) &&
    judged(demand, worst.found.least, worst.found.most) === false;
  return fails ? worst : (all.find(({ found }) => 'why' in found) ?? worst);
}

function scopedNumberOf(
  asked: Asked,
  { by, name }: { readonly by: ScopeBy; readonly name: string },
  facts: ThresholdFacts,
  rowsOf: RowsOf,
): Found {
  const [room = '', first = '', stat = ''] = asked.metric.name.split('.');
  if (room === 'metrics')
    return ownOf(facts, asked.own ?? '', asked.metric.name.split('.').at(-1) ?? '', name);
  const rows = rowsOf(by).get(name);
  if (rows === undefined) return { why: `no action of ${by} ${name} is in what was recorded` };
  const at = { history: facts.history, verdict: facts.verdict, rows };
  if (room === 'actions') return actionNumber(at, first);
  return room === 'oracle' ? oracleNumber(at, first) : latencyNumber(at, first, stat);
}

/** The rows of each name, looked up when somebody asks for the first time. */
function rowsByName(history: History): RowsOf {
  const known = new Map<ScopeBy, ReadonlyMap<string, Int32Array>>();
  return (by) => {
    const before = known.get(by) ?? splitBy(history, by);
    known.set(by, before);
    return before;
  };
}

/** In order of the first row of each; rows without the field are in none. */
function splitBy(history: History, by: ScopeBy): ReadonlyMap<string, Int32Array> {
  const rows = new Map<number, number[]>();
  history.codes(by).forEach((code, row) => {
    if (code < 0) return;
    const of = rows.get(code);
    if (of === undefined) rows.set(code, [row]);
    else of.push(row);
  });
  return new Map([...rows].map(([code, of]) => [history.text(by, code), Int32Array.from(of)]));
}

/** When a threshold stopped the run; the run has noted it then. */
function stoppedAtUs(threshold: Threshold, { events }: History): number | null {
  const text = stopText(threshold);
  const note = events.find((event) => event.kind === 'note' && event.text === text);
  return note?.atUs ?? null;
}
