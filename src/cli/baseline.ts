import type { Command } from 'commander';
import type { Played } from '../playing/play.js';
import { comparisonOf } from '../report/comparison-of.js';
import type { Report } from '../report/report.js';
import { storedReport } from './stored-report.js';

/** The flag that names an earlier run to compare with. */
export interface BaselineFlags {
  readonly baseline?: string;
}

/** Adds the baseline flag to a command. */
export function addBaselineFlag(command: Command): Command {
  return command.option('--baseline <run>', 'compare with an earlier run: its folder, or its report.json');
}

/** Puts the comparison with an earlier run into reports. */
export type Compare = (report: Report) => Report;

/** Reads the earlier run at once: `runs/latest` is another folder when this run is over. @throws Problem where it is none. */
export function compareWith({ baseline }: BaselineFlags): Compare {
  if (baseline === undefined) return (report) => report;
  const earlier = storedReport(baseline);
  return (report) => ({ ...report, comparison: comparisonOf(report, earlier) });
}

/** A play whose report compares it. */
export function comparedPlay(played: Played, compare: Compare = (report) => report): Played {
  return { ...played, report: compare(played.report) };
}
