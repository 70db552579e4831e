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
import { cutText, distrustText, failsAnyway, stoppedText, type Ending } from './threshold-unfinished.js';

/** What became of what was demanded of the numbers of a run; in the order in which it was demanded. */
export function thresholdsOf(
  thresholds: readonly Threshold[],
  facts: ThresholdFacts,
  ending: Ending,
): readonly ReportedThreshold[] {
  const run = { facts, ending, rowsOf: rowsByName(facts.history) };
  return thresholds.map((threshold) => evaluated(threshold, run));
}

/** The run that numbers are looked up in. */
interface Looked {
  readonly facts: ThresholdFacts;
  readonly ending: Ending;
  readonly rowsOf: RowsOf;
}

type RowsOf = (by: ScopeBy) => ReadonlyMap<string, Int32Array>;

function evaluated(threshold: Threshold, run: Looked): ReportedThreshold {
  const { facts, rowsOf } = run;
  const { metric, expression, scope } = threshold;
  const asked = metricNamed(metric);
  const unit = asked?.metric.unit ?? 'number';
  const abortedAtUs = stoppedAtUs(threshold, facts.history);
  const look = { ...run, isStopper: abortedAtUs !== null };
  const told = { metric, expression, unit, abortedAtUs };
  if (asked === null)
    return {
      ...told,
      scope: null,
      actual: null,
      ok: null,
      why: `this version of turnwise knows no \`${metric}\``,
    };
  if (scope === null) return { ...told, scope: null, ...resultOf(threshold, asked, null, look) };
  const of = (name: string): Result => resultOf(threshold, asked, { by: scope.by, name }, look);
  if (scope.name !== null) {
    const { by, name } = scope;
    return { ...told, scope: { by, name, each: false }, ...of(name) };
  }
  const worst = worstOf(
    threshold.demand,
    [...rowsOf(scope.by).keys()].map((name) => ({ name, result: of(name) })),
  );
  return {
    ...told,
    scope: { by: scope.by, name: worst?.name ?? '', each: true },
    ...(worst?.result ?? { actual: null, ok: null, why: `no action has a ${scope.by}` }),
  };
}

type Result = Pick<ReportedThreshold, 'actual' | 'ok' | 'why'>;
/** Where a threshold is looked up, and whether it stopped the run. */
type Look = Looked & { readonly isStopper: boolean };
type Part = { readonly by: ScopeBy; readonly name: string } | null;

/** What became of it for the whole run, or for a part of it; of a run that ended early only what stays so. */
function resultOf(threshold: Threshold, asked: Asked, part: Part, look: Look): Result {
  const { facts, ending, rowsOf, isStopper } = look;
  const untold = distrusted(asked, facts.verdict);
  if (untold !== null) return { actual: null, ok: null, why: untold };
  const found = part === null ? numberOf(asked, facts) : scopedNumberOf(asked, part, facts, rowsOf);
  const result = decided(threshold, found);
  if (ending.how === 'whole' || 'why' in found) return result;
  if (ending.how === 'cut' && result.ok !== false) return result;
  const all = Int32Array.from({ length: facts.history.length }, (_, row) => row);
  const rows = part === null ? all : (rowsOf(part.by).get(part.name) ?? all);
  const at = { history: facts.history, verdict: facts.verdict, rows };
  // What stopped the run was sure of it by the plan of each part, which no row tells.
  if (isStopper && result.ok === false) return result;
  if (result.ok === false && failsAnyway(threshold, asked, at, ending, facts)) return result;
  return { actual: null, ok: null, why: ending.how === 'cut' ? cutText(ending) : stoppedText };
}

/** What is worth nothing where the recorded times are not. */
const resting = /^(?:oracle|latency)\.|^actions\..*PerSecond|^state\.violations$/u;

function distrusted({ metric }: Asked, verdict: ThresholdFacts['verdict']): string | null {
  return verdict.void !== null && resting.test(metric.name) ? distrustText(verdict.void) : null;
}

/** Whether the number is as it should be; nobody knows where it is undefined, or only bounded, and could be either. */
function decided({ demand }: Threshold, found: Found): Result {
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
  readonly result: Result;
}

/** Who fails first; else who has no number, because then not all of them hold; else who is nearest to failing. */
function worstOf(demand: Threshold['demand'], all: readonly Named[]): Named | null {
  const slack = ({ result: { actual } }: Named): number =>
    actual === null ? Number.POSITIVE_INFINITY : slackOf(demand, actual);
  const worstIn = (some: readonly Named[]): Named | null =>
    some.reduce<Named | null>(
      (before, one) => (before === null || slack(one) < slack(before) ? one : before),
      null,
    );
  const failed = all.filter(({ result }) => result.ok === false);
  return worstIn(failed) ?? all.find(({ result }) => result.ok === null) ?? worstIn(all);
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
