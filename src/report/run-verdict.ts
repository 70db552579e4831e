import type { Violation } from '../oracle/verdict.js';
import { doubtsOf } from './doubts.js';
import type { RunEvidence } from './evidence.js';
import type { Report } from './report.js';
import { countText, plural, shareText } from './words.js';

export type RunVerdict = Pick<Report, 'verdict' | 'reasons'>;

/**
 * The verdict of a run. `fail` needs a proof from windows that can be trusted, or a threshold that
 * failed on decided data; any doubt about what the run can tell makes it `inconclusive`; else `pass`.
 * A proof outweighs every doubt: what was proven before a run was cut short stays proven.
 */
export function runVerdictOf(evidence: RunEvidence): RunVerdict {
  const faults = evidence.verdict.void === null ? faultsOf(evidence) : [];
  if (faults.length > 0) return { verdict: 'fail', reasons: faults };
  const doubts = doubtsOf(evidence);
  if (doubts.length > 0) return { verdict: 'inconclusive', reasons: doubts };
  return { verdict: 'pass', reasons: [praiseOf(evidence)] };
}

function faultsOf({ verdict, thresholds }: RunEvidence): readonly string[] {
  const proven = verdict.violations.filter((violation) => violation.strength === 'proven');
  const failed = thresholds.filter((threshold) => threshold.ok === false);
  return [
    ...(proven.length > 0 ? [accusation(proven)] : []),
    ...failed.map(
      ({ metric, expression, actual }) => `the threshold ${metric} ${expression} failed: it was ${actual}`,
    ),
  ];
}

function accusation(proven: readonly Violation[]): string {
  const first = proven[0]?.because ?? '';
  const proof =
    proven.length === 1 ? first : `${countText(proven.length)} violations are proven; the first: ${first}`;
  if (proven.some(({ kind }) => kind !== 'no-explanation')) return proof;
  return `${proof} No single answer is provably wrong, which is why the accuracy shows none; together they cannot all be right.`;
}

function praiseOf({ verdict, counts }: RunEvidence): string {
  const resolution = shareText(verdict.decided / (counts.accepted + counts.rejected));
  const right = `all ${plural(verdict.decided, 'answer')} that could be decided were right`;
  return `${right} (resolution ${resolution}), and every key has an explanation`;
}
