import { judged } from './demand.js';
import type { Demand, Threshold } from './threshold.js';

/** What is known so far of the actions of a run, or of a part of it. Counts only grow. */
export interface SoFar {
  /** Of the plan: how many there can be in the end. */
  planned: number;
  sent: number;
  accepted: number;
  rejected: number;
  errors: number;
  /** Those that no answer can come to any more; not those that are overdue, which a late answer still settles. */
  unknown: number;
  dropped: number;
  /** Of the series of durations that is asked about: how many there are, and all that is needed of them. */
  count: number;
  /** Those that are too long for what is demanded. */
  beyond: number;
  sumUs: number;
  maxUs: number;
}

/** What is known so far of the run as a whole besides its actions. */
export interface SoFarOfRun {
  readonly connections: Readonly<Record<string, number>>;
  readonly judged: { readonly decided: number; readonly correct: number; readonly violations: number };
}

/** Nothing has happened yet. */
export function nothingYet(planned: number): SoFar {
  const none = { sent: 0, accepted: 0, rejected: 0, errors: 0, unknown: 0, dropped: 0 };
  return { planned, ...none, count: 0, beyond: 0, sumUs: 0, maxUs: 0 };
}

/**
 * Whether a threshold fails whatever still comes: its number can only end up somewhere between two bounds, and
 * nowhere between them does it hold.
 */
export function failsForSure({ metric, demand }: Threshold, soFar: SoFar, run: SoFarOfRun): boolean {
  const [room = '', name = '', stat = name] = metric.split('.');
  if (room === 'actions') return isOutside(demand, actionBounds(name, soFar));
  if (room === 'connections') return isOutside(demand, [run.connections[name] ?? 0, Infinity]);
  if (room === 'oracle') return isOutside(demand, oracleBounds(name, soFar, run));
  return isTooLong(demand, stat, soFar, room === 'harness' ? sendsMost(soFar) : answersMost(name, soFar));
}

/** Whether a duration alone is longer than what is demanded of its series. */
export function isBeyond(demand: Demand, us: number): boolean {
  if (demand.kind === 'within') return us > demand.most;
  switch (demand.operator) {
    case '<':
      return us >= demand.value;
    case '<=':
    case '==':
      return us > demand.value;
    case '>':
    case '>=':
    case '!=':
      return false;
  }
}

type Bounds = readonly [least: number, most: number];

function isOutside(demand: Demand, [least, most]: Bounds): boolean {
  return judged(demand, least, most) === false;
}

/** Those that have not left and may still. */
function unsentOf({ planned, sent, dropped }: SoFar): number {
  return Math.max(0, planned - sent - dropped);
}

/** Those that may still be answered, the overdue among them. */
function openOf({ planned, accepted, rejected, errors, unknown, dropped }: SoFar): number {
  return Math.max(0, planned - accepted - rejected - errors - unknown - dropped);
}

function actionBounds(name: string, soFar: SoFar): Bounds {
  const most = sendsMost(soFar);
  const open = openOf(soFar);
  const { sent, accepted, rejected, errors, unknown, dropped, planned } = soFar;
  const shareOf = (part: number, others: number): Bounds =>
    most === 0 ? [0, 1] : [part / most, 1 - others / most];
  switch (name) {
    case 'sent':
      return [sent, most];
    case 'accepted':
    case 'rejected':
    case 'errors':
    case 'unknown':
      return [soFar[name], soFar[name] + open];
    case 'dropped':
      return [dropped, dropped + unsentOf(soFar)];
    case 'acceptedShare':
      return shareOf(accepted, rejected + errors + unknown);
    case 'rejectedShare':
      return shareOf(rejected, accepted + errors + unknown);
    case 'errorShare':
      return shareOf(errors, accepted + rejected + unknown);
    case 'unknownShare':
      return shareOf(unknown, accepted + rejected + errors);
    default:
      return planned === 0 ? [0, 1] : [dropped / planned, (dropped + unsentOf(soFar)) / planned];
  }
}

/** Wrong answers are never taken back, and no more answers than are planned can be decided. */
function oracleBounds(
  name: string,
  { planned }: SoFar,
  { judged: { decided, correct, violations } }: SoFarOfRun,
): Bounds {
  if (name === 'decided') return [decided, Infinity];
  if (name === 'violations') return [violations, Infinity];
  return planned === 0 ? [0, 1] : [0, 1 - (decided - correct) / planned];
}

function sendsMost(soFar: SoFar): number {
  return soFar.sent + unsentOf(soFar);
}

function answersMost(series: string, soFar: SoFar): number {
  const { accepted, rejected, errors } = soFar;
  const open = openOf(soFar);
  if (series === 'accepted') return accepted + open;
  return series === 'rejected' ? rejected + open : accepted + rejected + errors + open;
}

const percents: Readonly<Record<string, number>> = {
  p50: 50,
  p75: 75,
  p90: 90,
  p95: 95,
  p99: 99,
  p999: 99.9,
};

/** Of a series of at most so many durations, all that are still to come being 0. */
function isTooLong(demand: Demand, stat: string, soFar: SoFar, most: number): boolean {
  const { count, beyond, sumUs, maxUs } = soFar;
  if (stat === 'count') return isOutside(demand, [count, most]);
  if (stat === 'max') return count > 0 && isOutside(demand, [maxUs, Infinity]);
  if (stat === 'mean') return count > 0 && isOutside(demand, [Math.round(sumUs / most), Infinity]);
  const percent = percents[stat];
  // The least of a series may always become shorter.
  if (percent === undefined) return false;
  return beyond > 0 && beyond > most - Math.max(1, Math.floor((percent * most) / 100));
}
