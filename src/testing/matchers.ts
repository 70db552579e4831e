import type { Report } from '../report/report.js';
import { failureText } from './failure.js';
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

/** What vitest and jest want of a matcher. */
interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** What both of them hand to a matcher as `this`; there is more in it. */
interface Asked {
  readonly isNot?: boolean;
}

/** The matchers as they stand behind `expect(report)`; see `RunExpectations` for what each asks. */
export interface TurnwiseMatchers<R = unknown> {
  toObeyModel(): R;
  toPass(): R;
  toMeetThresholds(): R;
  toReachEverybody(): R;
  toBreakModel(kind?: BreakKind): R;
}

/**
 * The same expectations for `expect.extend(turnwiseMatchers)` of vitest and jest. Also under `.not` a
 * run that could not tell fails: `.not.toObeyModel()` wants a proof.
 */
export const turnwiseMatchers = {
  toObeyModel: matcher((report) => obeysModel(report)),
  toPass: matcher((report) => passes(report)),
  toMeetThresholds: matcher((report) => meetsThresholds(report)),
  toReachEverybody: matcher((report) => reachesEverybody(report)),
  toBreakModel: matcher(breaksModel),
};

function matcher(find: (report: Report, kind?: BreakKind) => Finding) {
  return function matched(this: Asked | void, report: Report, kind?: BreakKind): Matched {
    mustBeReport(report);
    const finding = find(report, kind);
    const isNot = this?.isNot === true;
    return {
      // Under `.not` passing is what fails.
      pass: finding.ok ?? isNot,
      message: () => failureText(report, finding, isNot),
      actual: finding.actual,
      expected: finding.expected,
    };
  };
}
