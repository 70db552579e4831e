import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';
import type { Driver } from '../models/driver.js';
import { partitionOf, type Partition } from '../oracle/contention/partition.js';
import { judgements, type Verdict } from '../oracle/verdict.js';
import type { OracleReport } from './report.js';
import { outcomesBut, rowsEnding, timesOf } from './rows.js';
import { ascending, countBelow, countUpTo } from './sorted.js';

/** What of a model the report needs to know. */
export interface ReportedModel {
  /** In words: "a cooldown of 200 ms per resource". */
  readonly describe: string;
  readonly driver: Driver;
  readonly per: readonly KeyField[];
}

/** The least time between two accepts on one key; `null` where that is not all there is to a limit. */
export function limitUsOf({ driver }: Pick<ReportedModel, 'driver'>): number | null {
  return driver.kind === 'interval-recursion' ? driver.everyUs : null;
}

const neverShown: OracleReport['shown'] = { refusesUntilUs: null, acceptsFromUs: null };

/**
 * The bracket that the right answers show for the limit. An action that was refused although the
 * last accept on its key had settled before it was sent shows a limit longer than the time between
 * the two; one that was accepted shows a limit of at most the time from that accept's send to its
 * own answer. A server with any limit inside the bracket could have given the same answers.
 */
export function shownOf(
  history: History,
  verdict: Verdict,
  model: ReportedModel,
  partition?: Partition,
): OracleReport['shown'] {
  const limitUs = limitUsOf(model);
  if (limitUs === null || verdict.void !== null) return neverShown;
  const { keys, rows, from } = partition ?? partitionOf(history, model.per);
  let refusesUntilUs = -1;
  let acceptsFromUs = Number.POSITIVE_INFINITY;
  for (let key = 0; key < keys; key++) {
    const past = pastOf(history, rows.subarray(from[key], from[key + 1]));
    for (const row of past.rows) {
      refusesUntilUs = Math.max(refusesUntilUs, refusedAfterUs(history, verdict, past, row));
      const acceptedUs = acceptedWithinUs(history, verdict, past, row);
      // After a restart, or inside the grace of a limit, an earlier accept may be right and show nothing.
      if (acceptedUs >= limitUs) acceptsFromUs = Math.min(acceptsFromUs, acceptedUs);
    }
  }
  return {
    refusesUntilUs: refusesUntilUs < 0 ? null : Math.floor(refusesUntilUs),
    acceptsFromUs: Number.isFinite(acceptsFromUs) ? Math.ceil(acceptsFromUs) : null,
  };
}

/** What may have been accepted on a key, in the orders that questions about it need. */
interface Past {
  readonly rows: Int32Array;
  /** Accepted rows by the time of their answer. */
  readonly accepted: Int32Array;
  readonly acceptedSettledUs: Float64Array;
  /** Sends and ends of all that was or may have been accepted. */
  readonly sendsUs: Float64Array;
  readonly endsUs: Float64Array;
}

const accepting = outcomeKinds.indexOf('accepted');
/** What was rejected or never left, a limiter never counted. */
const consumes = outcomesBut('rejected', 'dropped');
const accepts = outcomesBut('rejected', 'dropped', 'error', 'unknown');

function pastOf(history: History, rows: Int32Array): Past {
  const { sentAtUs, settledAtUs } = history;
  const consuming = rowsEnding(history, rows, consumes);
  const accepted = rowsEnding(history, consuming, accepts).sort(
    (a, b) => settledAtUs[a] - settledAtUs[b] || a - b,
  );
  return {
    rows,
    accepted,
    acceptedSettledUs: timesOf(accepted, settledAtUs),
    sendsUs: ascending(timesOf(consuming, sentAtUs)),
    // A missing end is no end.
    endsUs: ascending(timesOf(consuming, settledAtUs).map(endOf)),
  };
}

const endOf = (settledUs: number): number => (Number.isNaN(settledUs) ? Number.POSITIVE_INFINITY : settledUs);

/** How long after the last accept a refusal was certainly decided; -1 where that is not known. */
function refusedAfterUs(history: History, verdict: Verdict, past: Past, row: number): number {
  const { complete, exclusive } = verdict.assumptions;
  // What nobody recorded may have been accepted in between.
  if (!complete || !exclusive || judgements[verdict.perAction[row] ?? 0] !== 'true-reject') return -1;
  const last = lastAccept(history, past, row);
  if (last === null) return -1;
  const startedBefore = countUpTo(past.sendsUs, history.settledAtUs[row] ?? Number.NaN);
  const endedBefore = countBelow(past.endsUs, history.sentAtUs[last] ?? Number.NaN);
  if (startedBefore - endedBefore !== 1) return -1;
  const apartUs = (history.sentAtUs[row] ?? Number.NaN) - (history.settledAtUs[last] ?? Number.NaN);
  return apartUs - blurUs(verdict);
}

/**
 * Within what time of an earlier accept an accept was certainly decided; infinite where there was
 * none. What else may have happened in between only brings the two closer. Where a history is
 * incomplete no accept is ever due, and those that were allowed count.
 */
function acceptedWithinUs(history: History, verdict: Verdict, past: Past, row: number): number {
  if (history.outcome[row] !== accepting) return Number.POSITIVE_INFINITY;
  const judgement = judgements[verdict.perAction[row] ?? 0];
  const allowed = !verdict.assumptions.complete && judgement === 'undecidable';
  if (judgement !== 'true-accept' && !allowed) return Number.POSITIVE_INFINITY;
  const last = lastAccept(history, past, row);
  if (last === null) return Number.POSITIVE_INFINITY;
  return (history.settledAtUs[row] ?? Number.NaN) - (history.sentAtUs[last] ?? Number.NaN) + blurUs(verdict);
}

/** Two times, each as coarse as the log says. */
function blurUs({ assumptions }: Verdict): number {
  return 2 * (assumptions.resolutionUs + assumptions.offsetBoundUs);
}

/** The accept whose answer was the last to arrive before an action was sent. */
function lastAccept(history: History, past: Past, row: number): number | null {
  const before = countUpTo(past.acceptedSettledUs, history.sentAtUs[row] ?? Number.NaN);
  // A window without length settles when it is sent: nothing precedes itself.
  const last = past.accepted[before - 1] === row ? before - 2 : before - 1;
  return past.accepted[last] ?? null;
}
