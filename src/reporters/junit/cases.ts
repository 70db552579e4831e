import { deliveryDoubts } from '../../report/delivery-verdict.js';
import type { Report, ReportedViolation } from '../../report/report.js';
import { stateDoubts } from '../../report/state-verdict.js';
import { failedText, thresholdText, undecidedText } from '../../report/threshold-words.js';
import { durationText, plural } from '../../report/words.js';
import { deliveryText } from '../format/delivery.js';
import { deedText } from '../format/deed.js';
import { evidenceOf } from '../format/evidence.js';
import { firstSendOf, violationText } from '../format/sentences.js';
import { stateCheckText } from '../format/state-text.js';

/** How a case came out; a run that could not tell is an error, as it must not look like a pass. */
export type Result =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failure' | 'error';
      readonly type: string;
      readonly message: string;
      readonly text: string;
    };

/** One line of what continuous integration shows. */
export interface Case {
  readonly name: string;
  readonly result: Result;
}

/** A case for each thing that was judged, and for each threshold. */
export function casesOf(report: Report): readonly Case[] {
  return [
    oracleCase(report),
    ...(report.delivery === null ? [] : [deliveryCase(report, report.delivery)]),
    ...(report.state === null ? [] : [stateCase(report, report.state)]),
    ...report.thresholds.map((threshold) => thresholdCase(report, threshold)),
  ];
}

/**
 * What the limit let through and what it refused. The name never changes, so that continuous integration knows the
 * case again when somebody tries another limit; which one it was stands in the properties and in every text.
 */
function oracleCase(report: Report): Case {
  const name = 'contention: every answer agrees with the model';
  const model = `Model: ${report.oracle.model}`;
  const repeat = `Repeat: ${report.command}`;
  const smallest = smallestOf(report.oracle.violations);
  const proven = report.harness.health !== 'void' && report.oracle.violationCount > 0;
  if (proven && smallest !== undefined) {
    const more = report.oracle.violationCount - 1;
    const others = more === 0 ? '' : `\nand ${plural(more, 'more violation')}, in report.json`;
    const text = [counterExample(smallest, report) + others, `${model}\n${repeat}`].join('\n\n');
    return { name, result: { kind: 'failure', type: smallest.kind, message: smallest.because, text } };
  }
  if (report.verdict !== 'inconclusive') {
    const early = stoppedText(report);
    if (early === null) return { name, result: { kind: 'passed' } };
    const text = [early, model, repeat].join('\n');
    return { name, result: { kind: 'error', type: 'inconclusive', message: early, text } };
  }
  const text = [...report.reasons, ...report.next, model, repeat].join('\n');
  const message = report.reasons[0] ?? 'inconclusive';
  return { name, result: { kind: 'error', type: 'inconclusive', message, text } };
}

/** A threshold that stops a run leaves the rest of it untold; `null`: none did. */
function stoppedText({ thresholds, actions }: Report): string | null {
  if (thresholds.every(({ abortedAtUs }) => abortedAtUs === null)) return null;
  const { sent, planned } = actions;
  return `a threshold stopped the run: ${sent} of ${plural(planned, 'planned action')} ${planned === 1 ? 'was' : 'were'} sent`;
}

/** The proven violation of which the fewest actions have to be looked at; the first of several. */
function smallestOf(violations: readonly ReportedViolation[]): ReportedViolation | undefined {
  const proven = violations.filter(({ strength }) => strength === 'proven');
  const fewest = Math.min(...proven.map(({ actions }) => actions.length));
  return proven.find(({ actions }) => actions.length === fewest);
}

/** Broadcasts by themselves: a server may decide well and tell badly. */
function deliveryCase(report: Report, delivery: NonNullable<Report['delivery']>): Case {
  const name = 'delivery: every broadcast arrives as it must';
  const [first] = delivery.violations;
  const repeat = `Repeat: ${report.command}`;
  if (report.harness.health !== 'void' && first !== undefined) {
    const text = [...delivery.violations.map(({ because }) => because), repeat].join('\n');
    return { name, result: { kind: 'failure', type: first.kind, message: first.because, text } };
  }
  const [message] = deliveryDoubts(delivery);
  if (message === undefined) return { name, result: { kind: 'passed' } };
  const text = [message, deliveryText(delivery), repeat].join('\n');
  return { name, result: { kind: 'error', type: 'inconclusive', message, text } };
}

/** The fewest actions that cannot all be right, in times since the first of them, and the way to the contradiction. */
function counterExample(violation: ReportedViolation, report: Report): string {
  const deed = deedText(violation, report);
  const { actions, outcomes, more } = evidenceOf(violation, actionsMost);
  const firstUs = firstSendOf(violation.actions);
  const since = (us: number | null): string => (us === null ? 'never' : durationText(us - firstUs));
  const lines = actions.map(
    ({ user, resource, sentAtUs, settledAtUs }, index) =>
      `  ${user} on ${resource}: sent ${since(sentAtUs)}, answered ${since(settledAtUs)}, ${outcomes[index] ?? ''}`,
  );
  const rest = more === 0 ? [] : [`  and ${plural(more, 'more action')}`];
  return [
    violation.because,
    ...(deed === null ? [] : [deed]),
    `(${violationText(violation, report)})`,
    ...lines,
    ...rest,
    ...violation.chain,
  ].join('\n');
}

const actionsMost = 20;

function stateCase(report: Report, state: NonNullable<Report['state']>): Case {
  const name = 'state: what the server holds agrees with what it said';
  const [first] = state.violations;
  const repeat = `Repeat: ${report.command}`;
  if (first !== undefined && report.harness.health !== 'void') {
    const text = [...state.violations.map(({ because }) => because), repeat].join('\n');
    return { name, result: { kind: 'failure', type: first.kind, message: first.because, text } };
  }
  const [message] = stateDoubts(state);
  if (message === undefined) return { name, result: { kind: 'passed' } };
  const text = [message, ...state.checks.map(stateCheckText), repeat].join('\n');
  return { name, result: { kind: 'error', type: 'inconclusive', message, text } };
}

/** A threshold on a number that is undefined is an error: it must not look like a pass. */
function thresholdCase(report: Report, threshold: Report['thresholds'][number]): Case {
  const name = thresholdText(threshold);
  const { ok } = threshold;
  if (ok === true) return { name, result: { kind: 'passed' } };
  const message = ok === null ? undecidedText(threshold) : failedText(threshold);
  const text = [message, `Repeat: ${report.command}`].join('\n');
  // What was measured in a run that cannot be trusted fails nobody.
  const isFailure = ok === false && report.harness.health !== 'void';
  if (isFailure) return { name, result: { kind: 'failure', type: 'threshold', message, text } };
  return { name, result: { kind: 'error', type: 'inconclusive', message, text } };
}
