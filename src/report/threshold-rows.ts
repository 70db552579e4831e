import type { History } from '../history/history.js';
import { outcomeKinds, type OutcomeKind } from '../history/outcome.js';
import { judgements, type Judgement, type Verdict } from '../oracle/verdict.js';
import { responseUs } from './latencies.js';
import { latencyRecorder } from './latency.js';
import { found, shareOf, statOf, type Found } from './threshold-facts.js';
import { meanRateOf, secondRatesOf, type RateOf } from './threshold-rates.js';

/** Some rows of a history, and what the judge said of all. */
export interface Rows {
  readonly history: History;
  readonly verdict: Verdict;
  readonly rows: Int32Array;
}

/** A number of some rows by its name without the room: `sent` of `actions.sent`. */
export function actionNumber(at: Rows, name: string): Found {
  const of = (kind: OutcomeKind): number => countOf(at.rows, at.history.outcome, outcomeKinds.indexOf(kind));
  const planned = at.rows.length;
  return (
    actionNumberOf(
      {
        planned,
        sent: planned - of('dropped'),
        accepted: of('accepted'),
        rejected: of('rejected'),
        errors: of('error'),
        unknown: of('unknown'),
        dropped: of('dropped'),
      },
      name,
    ) ?? rateNumber(at, name)
  );
}

/** A count or a share of counts; `null`: the name is neither. */
export function actionNumberOf(counts: Readonly<Record<string, number>>, name: string): Found | null {
  if (Object.hasOwn(counts, name)) return found(counts[name], 'nobody counted');
  const [, kind] = /^(.+)Share$/u.exec(name) ?? [];
  if (kind === undefined) return null;
  const part = counts[kind === 'error' ? 'errors' : kind] ?? 0;
  if (kind === 'dropped') return shareOf(part, counts['planned'] ?? 0, 'nothing was planned');
  return shareOf(part, counts['sent'] ?? 0, 'nothing was sent');
}

/** How often something happened in a second. */
export function rateNumber({ history, rows }: Rows, name: string): Found {
  const [, of, which] = /^(sent|accepted|rejected)PerSecond(Min|Max)?$/u.exec(name) ?? [];
  const why = 'from the first send to the last it took less than a second';
  if (which === undefined) return found(meanRateOf(history, rows, of as RateOf), why);
  const rates = secondRatesOf(history, rows, of as RateOf);
  return found(which === 'Min' ? rates?.min : rates?.max, why);
}

/** What the judge said of some rows, by the name without the room. */
export function oracleNumber(at: Rows, name: string): Found {
  const { rows, history, verdict } = at;
  const of = (kind: Judgement): number => countOf(rows, verdict.perAction, judgements.indexOf(kind));
  const outcome = (kind: OutcomeKind): number => countOf(rows, history.outcome, outcomeKinds.indexOf(kind));
  const correct = of('true-accept') + of('true-reject');
  const decided = correct + of('false-accept') + of('false-reject') + of('wrong-reason');
  return oracleNumberOf(
    {
      decided,
      correct,
      answered: outcome('accepted') + outcome('rejected'),
      undecidable: of('undecidable'),
      trueAccepts: of('true-accept'),
      trueRejects: of('true-reject'),
      falseAccepts: of('false-accept'),
      falseRejects: of('false-reject'),
      wrongReasons: of('wrong-reason'),
      nearEdge: of('near-edge'),
      violations: blamedIn(at, () => true),
      earlyPromises: blamedIn(at, (kind) => kind === 'early-promise'),
    },
    name,
  );
}

/** Names of faults: that there is none says nothing where nothing was decided. */
export const faults: readonly string[] = [
  'falseAccepts',
  'falseRejects',
  'wrongReasons',
  'violations',
  'earlyPromises',
];

/** A number of the judge. */
export function oracleNumberOf(counts: Readonly<Record<string, number>>, name: string): Found {
  const decided = counts['decided'] ?? 0;
  const undecided = 'no answer could be decided';
  if (name === 'accuracy') return shareOf(counts['correct'] ?? 0, decided, undecided);
  if (name === 'resolution')
    return shareOf(decided, counts['answered'] ?? 0, 'nothing was accepted or refused');
  const count = counts[name] ?? 0;
  return found(faults.includes(name) && count === 0 && decided === 0 ? null : count, undecided);
}

/** Proven violations whose blamed action is one of the rows. */
function blamedIn({ rows, verdict }: Rows, wanted: (kind: string) => boolean): number {
  if (verdict.void !== null) return 0;
  const blamed = verdict.violations.flatMap(({ kind, strength, rows: proof }) =>
    strength === 'proven' && wanted(kind) ? [proof.at(-1) ?? -1] : [],
  );
  if (blamed.length === 0) return 0;
  const inside = new Set(rows);
  return blamed.filter((row) => inside.has(row)).length;
}

/** A number of a series of answers: `accepted.p95`. */
export function latencyNumber({ history, rows }: Rows, series: string, stat: string): Found {
  const recorder = latencyRecorder();
  const wanted = series === 'accepted' || series === 'rejected' ? outcomeKinds.indexOf(series) : null;
  for (const row of rows) {
    if (wanted !== null && history.outcome[row] !== wanted) continue;
    const us = responseUs(history, row);
    if (us === null) continue;
    const service = Math.max(0, Math.ceil(history.settledAtUs[row] - history.sentAtUs[row]));
    recorder.record(series === 'service' ? service : us);
  }
  const summary = recorder.summary();
  recorder.destroy();
  return statOf(summary, stat, emptyText(series));
}

/** Why a series of durations has no numbers. */
export function emptyText(series: string): string {
  if (series === 'accepted') return 'nothing was accepted';
  if (series === 'rejected') return 'nothing was refused';
  return series === 'connect' ? 'no connection was seen to open' : 'no answer came';
}

function countOf(rows: Int32Array, codes: Uint8Array, wanted: number): number {
  let count = 0;
  for (const row of rows) if (codes[row] === wanted) count++;
  return count;
}
