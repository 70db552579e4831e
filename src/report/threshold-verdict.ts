import type { ReportedThreshold } from './numbers.js';
import type { Counts } from './report.js';
import { failedText, thresholdText, undecidedText } from './threshold-words.js';
import { isOfWholeRun } from './threshold-unfinished.js';
import { countText, durationText, plural } from './words.js';

/** So many that nobody could decide are told one by one. */
const toldMost = 5;

/** Thresholds that failed, in sentences. */
export function thresholdFaults(thresholds: readonly ReportedThreshold[]): readonly string[] {
  return thresholds.filter(({ ok }) => ok === false).map(failedText);
}

/** Thresholds on numbers that are undefined: they neither hold nor fail, so nothing passes on them. */
export function thresholdDoubts(thresholds: readonly ReportedThreshold[]): readonly string[] {
  const open = thresholds.filter(({ ok, why }) => ok === null && !isOfWholeRun(why));
  const more = open.length - toldMost;
  const rest = more > 0 ? [`${plural(more, 'more threshold')} could not be decided either`] : [];
  return [...open.slice(0, toldMost).map(undecidedText), ...rest];
}

/** Whether one of them has stopped the run. */
export function wasStopped(thresholds: readonly ReportedThreshold[]): boolean {
  return thresholds.some(({ abortedAtUs }) => abortedAtUs !== null);
}

/** The run was stopped by a threshold that fails no more in the end: it says less than it should. `null`: it was not. */
export function abortDoubt(
  thresholds: readonly ReportedThreshold[],
  { sent, planned }: Counts,
): string | null {
  const stopper = thresholds.find(({ abortedAtUs }) => abortedAtUs !== null);
  if (stopper === undefined || stopper.ok === false) return null;
  const now = stopper.ok === true ? 'holds' : 'is undefined';
  const came = `${countText(sent)} of ${plural(planned, 'planned action')} ${planned === 1 ? 'was' : 'were'} sent`;
  return `the run was cut short at ${durationText(stopper.abortedAtUs ?? 0)} by its threshold ${thresholdText(stopper)}, which failed then and ${now} in the end: ${came}`;
}
