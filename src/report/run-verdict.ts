import type { Violation } from '../oracle/verdict.js';
import { deathText } from './death.js';
import { deliveryFaults, deliveryPraise } from './delivery-verdict.js';
import { doubtsOf } from './doubts.js';
import type { RunEvidence } from './evidence.js';
import { modelDoubtsOf } from './model-doubts.js';
import { racesText } from './races.js';
import { stateFaults, statePraise } from './state-verdict.js';
import type { Report } from './report.js';
import { thresholdFaults } from './threshold-verdict.js';
import { countText, plural, shareText } from './words.js';

export type RunVerdict = Pick<Report, 'verdict' | 'reasons' | 'doubts'>;

/**
 * The verdict of a run. `fail` needs a proof from windows that can be trusted, or a threshold that
 * failed on decided data; any doubt about what the run can tell makes it `inconclusive`; else `pass`.
 * A proof outweighs every doubt: what was proven before a run was cut short stays proven.
 */
export function runVerdictOf(evidence: RunEvidence): RunVerdict {
  const faults = evidence.verdict.void === null ? faultsOf(evidence) : [];
  const doubts = modelDoubtsOf(evidence);
  if (faults.length > 0) return { verdict: 'fail', reasons: [...deathText(evidence), ...faults], doubts };
  const all = doubtsOf(evidence);
  if (all.length > 0) return { verdict: 'inconclusive', reasons: all, doubts };
  if (evidence.limit.recovers === 'never-refuses')
    return { verdict: 'pass', reasons: [...otherPraise(evidence), nothingRefused(evidence)], doubts };
  return {
    verdict: 'pass',
    reasons: [praiseOf(evidence), racesText(evidence.oracle), ...otherPraise(evidence)],
    doubts,
  };
}

/** What else was judged beside the limit. */
function otherPraise({ delivery, state }: RunEvidence): readonly string[] {
  return [...deliveryPraise(delivery), ...statePraise(state)];
}

function faultsOf({ verdict, thresholds, delivery, state }: RunEvidence): readonly string[] {
  const proven = verdict.violations.filter((violation) => violation.strength === 'proven');
  return [
    ...(proven.length > 0 ? [accusation(proven)] : []),
    ...deliveryFaults(delivery),
    ...stateFaults(state),
    ...thresholdFaults(thresholds),
  ];
}

function accusation(proven: readonly Violation[]): string {
  const first = proven[0]?.because ?? '';
  const proof =
    proven.length === 1 ? first : `${countText(proven.length)} violations are proven; the first: ${first}`;
  if (proven.some(({ kind }) => kind !== 'no-explanation')) return proof;
  return `${proof} No single answer is provably wrong, which is why the accuracy shows none; together they cannot all be right.`;
}

/** No limiter was tested, and none is praised. */
function nothingRefused({ counts }: RunEvidence): string {
  return `none of ${plural(counts.accepted, 'answer')} was a refusal; nothing is limited here, so no limit was tested`;
}

function praiseOf({ verdict, counts }: RunEvidence): string {
  const answered = counts.accepted + counts.rejected;
  if (!verdict.assumptions.complete) {
    const due = `${countText(verdict.trueRejects)} of ${plural(answered, 'answer')} had to be refused, and ${verdict.trueRejects === 1 ? 'was' : 'were'}`;
    return `no over-admission is proven; refusals were not judged (${due})`;
  }
  const right =
    verdict.decided === 1
      ? 'the one answer that could be decided was right'
      : `all ${countText(verdict.decided)} answers that could be decided were right`;
  return `${right} (resolution ${shareText(verdict.decided / answered)}), and every key has an explanation`;
}
