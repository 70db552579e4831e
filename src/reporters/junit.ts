import { mapTexts } from '../report/map-texts.js';
import type { Report, ReportedViolation } from '../report/report.js';
import { deliveryDoubts } from '../report/delivery-verdict.js';
import { stateDoubts } from '../report/state-verdict.js';
import { failedText, thresholdText, undecidedText } from '../report/threshold-words.js';
import { durationText } from '../report/words.js';
import { deliveryText } from './format/delivery.js';
import { stateCheckText } from './format/state-text.js';
import { markup, type Markup } from './format/markup.js';
import { safeText } from './format/safe.js';
import { firstSendOf, violationText } from './format/sentences.js';
import type { Reporter } from './reporter.js';

/**
 * JUnit XML, as continuous integration reads it: one case for the oracle, one for each threshold. A
 * proven violation is a failure whose text is the smallest counter-example; a run that could not
 * tell is an error, because it must not look like a pass.
 */
export const junit: Reporter = {
  name: 'junit',
  render: (report) => junitOf([suiteOf(report, namesOf(report))]),
};

/** The cases of one run. */
export interface Suite {
  /** What the file is called after, where it holds several. */
  readonly of: string;
  readonly counts: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
  readonly durationUs: number;
  readonly text: Markup;
}

interface Names {
  readonly suite: string;
  /** By class and name of a case, continuous integration knows it again. */
  readonly className: string;
}

function namesOf({ scenario: { name } }: Report): Names {
  return { suite: `turnwise ${name}`, className: `turnwise.${name}` };
}

/** One play of several: its seed is in its name and in those of its cases. */
export function playSuite(report: Report): Suite {
  const { suite, className } = namesOf(report);
  const seed = report.seed ?? '';
  return suiteOf(report, { suite: `${suite}, seed ${seed}`, className: `${className}.${seed}` });
}

function suiteOf(hostile: Report, names: Names): Suite {
  const report = mapTexts(hostile, safeText);
  const { suite, className } = mapTexts(names, safeText);
  const cases = [
    oracleCase(report),
    ...(report.delivery === null ? [] : [deliveryCase(report, report.delivery)]),
    ...(report.state === null ? [] : [stateCase(report, report.state)]),
    ...report.thresholds.map((threshold) => thresholdCase(report, threshold)),
  ];
  const count = (kind: Result['kind']): number => cases.filter(({ result }) => result.kind === kind).length;
  const counts = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: 0,
  };
  const { durationUs } = report.plan;
  const text = markup`  <testsuite name="${suite}" ${totals(counts, durationUs)} timestamp="${report.environment.startedAt}">
    <properties>
      <property name="seed" value="${report.seed ?? ''}"/>
      <property name="plan" value="${report.plan.hash ?? ''}"/>
      <property name="command" value="${report.command}"/>
    </properties>
${cases.map((one) => caseMarkup(className, one))}  </testsuite>
`;
  return { of: namesOf(report).suite, counts, durationUs, text };
}

/** A file of one suite or several. */
export function junitOf(suites: readonly Suite[]): string {
  const sum = (of: (suite: Suite) => number): number => suites.reduce((all, suite) => all + of(suite), 0);
  const counts = {
    tests: sum((suite) => suite.counts.tests),
    failures: sum((suite) => suite.counts.failures),
    errors: sum((suite) => suite.counts.errors),
    skipped: sum((suite) => suite.counts.skipped),
  };
  const all = totals(
    counts,
    sum(({ durationUs }) => durationUs),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
${
  markup`<testsuites name="${suites[0]?.of ?? 'turnwise'}" ${all}>
${suites.map(({ text }) => text)}</testsuites>
`.markup
}`;
}

function totals({ tests, failures, errors, skipped }: Suite['counts'], durationUs: number): Markup {
  const seconds = (durationUs / 1_000_000).toFixed(3);
  return markup`tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds}"`;
}

type Result =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failure' | 'error';
      readonly type: string;
      readonly message: string;
      readonly text: string;
    };

interface Case {
  readonly name: string;
  readonly result: Result;
}

function oracleCase(report: Report): Case {
  const name = `every answer agrees with the model: ${report.oracle.model}`;
  const [first] = report.oracle.violations;
  const proven = report.harness.health !== 'void' && report.oracle.violationCount > 0;
  if (proven && first !== undefined) {
    const text = [counterExample(first), `Repeat: ${report.command}`].join('\n\n');
    return { name, result: { kind: 'failure', type: first.kind, message: first.because, text } };
  }
  if (report.verdict !== 'inconclusive') return { name, result: { kind: 'passed' } };
  const text = [...report.reasons, ...report.next, `Repeat: ${report.command}`].join('\n');
  const message = report.reasons[0] ?? 'inconclusive';
  return { name, result: { kind: 'error', type: 'inconclusive', message, text } };
}

/** Broadcasts by themselves: a server may decide well and tell badly. */
function deliveryCase(report: Report, delivery: NonNullable<Report['delivery']>): Case {
  const name = 'delivery';
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

/** The fewest actions that cannot all be right, in times since the first of them. */
function counterExample(violation: ReportedViolation): string {
  const firstUs = firstSendOf(violation.actions);
  const since = (us: number | null): string => (us === null ? 'never' : durationText(us - firstUs));
  const lines = violation.actions.map(
    ({ user, resource, sentAtUs, settledAtUs, outcome, reason }) =>
      `  ${user} on ${resource}: sent ${since(sentAtUs)}, answered ${since(settledAtUs)}, ${outcome}${reason === null ? '' : ` (${reason})`}`,
  );
  return [violation.because, `(${violationText(violation)})`, ...lines].join('\n');
}

function stateCase(report: Report, state: NonNullable<Report['state']>): Case {
  const name = 'state';
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

function caseMarkup(className: string, { name, result }: Case): Markup {
  const head = markup`    <testcase classname="${className}" name="${name}" time="0"`;
  if (result.kind === 'passed') {
    return markup`${head}/>
`;
  }
  const tag: Markup = { markup: result.kind };
  return markup`${head}>
      <${tag} type="${result.type}" message="${result.message}">${result.text}</${tag}>
    </testcase>
`;
}
