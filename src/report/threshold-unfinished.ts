import type { History } from '../history/history.js';
import { openReasons, outcomeKinds, type OutcomeKind } from '../history/outcome.js';
import type { Asked } from '../thresholds/catalogue.js';
import { judged } from '../thresholds/demand.js';
import { failsForSure, isBeyond, nothingYet, type SoFar } from '../thresholds/live.js';
import type { Threshold } from '../thresholds/threshold.js';
import { responseUs } from './latencies.js';
import type { ThresholdFacts } from './threshold-facts.js';
import { faults, oracleNumber, type Rows } from './threshold-rows.js';

/** How much of a run there is to look at. */
export interface Ending {
  /** `cut`: it was to be no longer than that; `stopped`: somebody stopped it, or it broke off. */
  readonly how: 'whole' | 'cut' | 'stopped';
  /** Planned actions that are in no row. */
  readonly unplayed: number;
}

/** Why a number of a run that was stopped is none. */
export const stoppedText = 'the run did not come to its end, and what was still to come could change it';

/** Why a number is none that rests on times, or on what was judged by them. */
export function distrustText(why: string): string {
  return `${distrusted} (${why})`;
}

const distrusted = 'the recorded times cannot be trusted';

/** Whether what kept a number from being known is a doubt about the run as a whole, which tells it already. */
export function isOfWholeRun(why: string | null): boolean {
  return why === stoppedText || why?.startsWith(distrusted) === true;
}

/** Why a number that is not as it should be need not stay so. */
export function cutText({ unplayed }: Ending): string {
  return `the run was cut short with ${unplayed} planned actions to come, and they could change it`;
}

/**
 * Whether a threshold fails whatever had still come, had the run not ended early: what nobody answered until
 * then could have been accepted, refused or neither, and what was not sent could have been sent.
 */
export function failsAnyway(
  threshold: Threshold,
  asked: Asked,
  at: Rows,
  { unplayed }: Ending,
  { connections }: ThresholdFacts,
): boolean {
  const [room = '', first = ''] = asked.metric.name.split('.');
  const decided = (name: string): number => {
    const number = oracleNumber(at, name);
    return 'why' in number ? 0 : number.least;
  };
  if (room === 'oracle' && faults.includes(first))
    return judged(threshold.demand, decided(first), Infinity) === false;
  if (!asked.metric.live.includes('run')) return false;
  const sums = { decided: decided('decided'), correct: decided('correct'), violations: 0 };
  return failsForSure(threshold, soFarOf(threshold, at, unplayed), {
    connections: connections as unknown as Readonly<Record<string, number>>,
    judged: sums,
  });
}

/** What was known of some rows when the run ended, each action that is in none being one that may be of theirs. */
function soFarOf({ metric, demand }: Threshold, { history, rows }: Rows, unplayed: number): SoFar {
  const soFar = nothingYet(rows.length + unplayed);
  const [, series = ''] = metric.split('.');
  for (const row of rows) {
    const kind = outcomeKinds[history.outcome[row]];
    const reason = kind === 'unknown' ? history.reasonAt(row) : null;
    const isMade = reason === openReasons.onlyPlanned;
    if (kind !== 'dropped' && !isMade) soFar.sent++;
    if (reason === null || !isOpenReason(reason)) soFar[kind === 'error' ? 'errors' : kind]++;
    const us = isMade ? null : durationOf(history, row, kind, series);
    if (us === null) continue;
    soFar.count++;
    soFar.sumUs += us;
    soFar.maxUs = Math.max(soFar.maxUs, us);
    if (isBeyond(demand, us)) soFar.beyond++;
  }
  return soFar;
}

function isOpenReason(reason: string | undefined): boolean {
  return reason === undefined || Object.values<string>(openReasons).includes(reason);
}

/** What an action adds to a series of durations; `null`: nothing. */
function durationOf(history: History, row: number, kind: OutcomeKind, series: string): number | null {
  const { sentAtUs, settledAtUs, intendedAtUs } = history;
  if (kind === 'dropped') return null;
  if (series === 'lateness') return Math.max(0, Math.ceil(sentAtUs[row] - intendedAtUs[row]));
  if ((series === 'accepted' || series === 'rejected') && kind !== series) return null;
  const us = responseUs(history, row);
  return us === null || series !== 'service' ? us : Math.max(0, Math.ceil(settledAtUs[row] - sentAtUs[row]));
}
