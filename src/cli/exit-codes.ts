import type { Report } from '../report/report.js';

/** The exit codes, a contract: scripts branch on them. */
export const exitCodes = {
  pass: 0,
  /** The server broke the model, or a threshold failed. */
  fail: 1,
  inconclusive: 2,
  badUsage: 3,
  /** turnwise itself crashed. Never 1: a crash accuses nobody. */
  crash: 4,
  interrupted: 130,
  terminated: 143,
} as const;

/**
 * The code of a finished run. A proof counts, however the run ended; a run that was interrupted with
 * nothing proven says who interrupted it.
 */
export function exitCodeOf(report: Pick<Report, 'verdict'>, interruptedBy: number | null = null): number {
  if (interruptedBy !== null && report.verdict !== 'fail') return interruptedBy;
  return exitCodes[report.verdict];
}
