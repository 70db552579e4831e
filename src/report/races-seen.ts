import type { History } from '../history/history.js';
import type { Partition } from '../oracle/contention/partition.js';
import type { Verdict } from '../oracle/verdict.js';
import { firstMeetingOf, meetingsOf } from './meetings.js';
import { pooledOf } from './races.js';
import type { OracleReport } from './report.js';
import type { ReportedModel } from './shown.js';

/**
 * How many pairs of actions met, and what was proven of those that did. Where the times cannot be trusted,
 * or the search gave up, a meeting shows nothing, and none of them counts as a race looked for.
 */
export function racesOf(
  history: History,
  verdict: Pick<Verdict, 'violations' | 'history' | 'keys' | 'void'>,
  model: ReportedModel,
  whole?: Partition,
): Pick<OracleReport, 'meetings' | 'races'> {
  const meetings = mostMeetings(history, model, whole);
  const raced = verdict.violations
    .filter(({ strength }) => strength === 'proven')
    .flatMap(({ rows }) => firstMeetingOf(history, rows) ?? []);
  const first = raced.reduce((least, row) => Math.min(least, row), history.length);
  const isJudged = verdict.void === null && verdict.history !== 'unknown' && verdict.keys.unknown === 0;
  return {
    meetings,
    races: {
      ...pooledOf(isJudged ? meetings : 0, raced.length > 0),
      violations: raced.length,
      firstAfter: raced.length === 0 ? null : Math.max(1, mostMeetings(history, model, whole, first + 1)),
    },
  };
}

/**
 * Pairs of actions that met, among the first `rowsMost` rows. Pairs that meet on the keys of several rules are one:
 * the rule where most meet stands for all.
 */
export function mostMeetings(
  history: History,
  { driver, per }: ReportedModel,
  whole?: Partition,
  rowsMost?: number,
): number {
  // What refuses nothing cannot lose a race.
  if (driver.kind === 'closed-form' && driver.limit === Infinity) return 0;
  if (driver.kind !== 'composed') return meetingsOf(history, per, whole, rowsMost);
  return Math.max(...driver.rules.map((rule) => meetingsOf(history, rule.per, undefined, rowsMost)));
}
