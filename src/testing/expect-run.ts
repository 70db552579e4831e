import type { Report } from '../report/report.js';
import { failureText, RunAssertionError } from './failure.js';
import {
  breaksModel,
  meetsThresholds,
  obeysModel,
  passes,
  reachesEverybody,
  type BreakKind,
  type Finding,
} from './findings.js';
import { mustBeReport } from './is-report.js';

/**
 * What a test may expect of a run. Each throws `RunAssertionError` unless the run shows it: a run that
 * could not tell shows nothing, so it fails every one of them, with the reasons. Each gives back the
 * same expectations, for the next one.
 */
export interface RunExpectations {
  /** No answer is proven wrong, and enough could be decided. Deliveries, state and thresholds are left out. */
  readonly toObeyModel: () => RunExpectations;
  /** The verdict is *pass*: model, deliveries, state and thresholds, all of it. */
  readonly toPass: () => RunExpectations;
  /** Every threshold holds. Where there is none, nothing is met, and it throws. */
  readonly toMeetThresholds: () => RunExpectations;
  /** All that was broadcast reached those who had to hear of it, once and in order, and nobody else. */
  readonly toReachEverybody: () => RunExpectations;
  /**
   * The server is proven wrong: for a test that shows that it finds a known bug.
   *
   * @param kind how; left out: in any way.
   */
  readonly toBreakModel: (kind?: BreakKind) => RunExpectations;
}

/**
 * Expectations of a report, for any test runner: they only throw.
 *
 * @throws TypeError where it is no report, such as a promise of one that nobody awaited.
 */
export function expectRun(report: Report): RunExpectations {
  mustBeReport(report);
  const expectations: RunExpectations = {
    toObeyModel: () => shown(obeysModel(report), expectations.toObeyModel),
    toPass: () => shown(passes(report), expectations.toPass),
    toMeetThresholds: () => shown(meetsThresholds(report), expectations.toMeetThresholds),
    toReachEverybody: () => shown(reachesEverybody(report), expectations.toReachEverybody),
    toBreakModel: (kind) => shown(breaksModel(report, kind), expectations.toBreakModel),
  };
  /** @param caller where the stack of an error begins: at the line of the test. */
  const shown = (finding: Finding, caller: (kind?: BreakKind) => unknown): RunExpectations => {
    if (finding.ok === true) return expectations;
    const error = new RunAssertionError(failureText(report, finding), finding, report);
    Error.captureStackTrace(error, caller);
    throw error;
  };
  return expectations;
}
