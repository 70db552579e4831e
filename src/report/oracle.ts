import type { History } from '../history/history.js';
import { partitionOf } from '../oracle/contention/partition.js';
import type { Verdict, Violation } from '../oracle/verdict.js';
import { clip } from './clip.js';
import { constraintsOf } from './constraint.js';
import { racesOf } from './races-seen.js';
import type { Counts, OracleReport, ReportedViolation } from './report.js';
import { limitUsOf, shownOf, type ReportedModel } from './shown.js';
import { wilsonInterval } from './wilson.js';

const violationsMost = 100;
const keysMost = 10_000;

/** What the judge's words are told with. */
interface Telling {
  readonly model: ReportedModel;
  /** The instant that violations are told relative to. */
  readonly originUs: number;
}

/** What the judge said, in the words of the report: nothing is judged again here. */
export function oracleReportOf(
  verdict: Verdict,
  history: History,
  counts: Counts,
  { model, originUs }: Telling,
): OracleReport {
  const whole = model.driver.kind === 'composed' ? undefined : partitionOf(history, model.per);
  const violations = inShownOrder(verdict);
  const constraintOf = constraintsOf(history, verdict.assumptions, model);
  return {
    model: model.describe,
    assumptions: { ...verdict.assumptions },
    ...numbersOf(verdict, counts),
    earlyPromises: violations.filter(
      ({ kind, strength }) => kind === 'early-promise' && strength === 'proven',
    ).length,
    nearEdge: verdict.nearEdge,
    history: verdict.history,
    marginUs: verdict.marginUs,
    keys: { ...verdict.keys, results: verdict.keys.results.slice(0, keysMost) },
    violationCount: countOf(violations, 'proven'),
    unproven: { nearEdge: countOf(violations, 'near-edge'), conditional: countOf(violations, 'conditional') },
    violations: violations
      .slice(0, violationsMost)
      .map((violation) => reported(violation, history, originUs, constraintOf(violation))),
    notes: verdict.notes,
    shown: shownOf(history, verdict, model, whole),
    limitUs: limitUsOf(model),
    per: model.per,
    ...racesOf(history, { ...verdict, violations }, model, whole),
  };
}

/** How many answers could be decided, and how they came out. */
function numbersOf(verdict: Verdict, counts: Counts) {
  const { decided, correct, undecidable, trueAccepts, trueRejects } = verdict;
  const { falseAccepts, falseRejects, wrongReasons } = verdict;
  const answered = counts.accepted + counts.rejected;
  return {
    decided,
    correct,
    accuracy: decided === 0 ? null : correct / decided,
    accuracyInterval: wilsonInterval(correct, decided),
    undecidable,
    resolution: answered === 0 ? null : decided / answered,
    trueAccepts,
    trueRejects,
    falseAccepts,
    falseRejects,
    wrongReasons,
  };
}

function countOf(violations: readonly Violation[], strength: Violation['strength']): number {
  return violations.filter((violation) => violation.strength === strength).length;
}

/** A proof from windows that cannot be trusted holds only on an assumption nobody made: that they can. */
function doubted(violation: Violation): Violation {
  return violation.strength === 'proven' ? { ...violation, strength: 'conditional' } : violation;
}

/** The violations of a verdict as a report tells them, proven ones first. */
export function inShownOrder({ void: distrusted, violations }: Verdict): readonly Violation[] {
  return provenFirst(distrusted === null ? violations : violations.map(doubted));
}

/** The judge promises this order already; readers of a report rely on it, so it does not hang on a promise. */
function provenFirst(violations: readonly Violation[]): readonly Violation[] {
  const proven = violations.filter((violation) => violation.strength === 'proven');
  return [...proven, ...violations.filter((violation) => violation.strength !== 'proven')];
}

/** A violation with its rows written out, for readers who do not have the history at hand. */
export function reported(
  violation: Violation,
  history: History,
  originUs: number,
  constraint: ReportedViolation['constraint'] = null,
): ReportedViolation {
  const blamedUs = history.sentAtUs[violation.rows.at(-1) ?? -1] ?? Number.NaN;
  return {
    kind: violation.kind,
    strength: violation.strength,
    key: violation.key,
    actions: violation.rows.map((row) => {
      const action = history.actionAt(row);
      return {
        id: action.id,
        user: action.user,
        resource: action.resource,
        action: action.action === undefined || action.action === 'act' ? null : clip(action.action),
        connection: told(action.connection),
        node: told(action.node),
        phase: told(action.phase),
        sentAtUs: action.sentAtUs,
        settledAtUs: action.settledAtUs,
        outcome: action.outcome,
        reason: told(action.reason),
      };
    }),
    because: violation.because,
    chain: violation.chain,
    marginUs: violation.marginUs,
    constraint,
    atUs: Number.isNaN(blamedUs) ? null : blamedUs - originUs,
  };
}

const told = (text: string | undefined): string | null => (text === undefined ? null : clip(text));
