import { mapTexts } from '../report/map-texts.js';
import type { Report } from '../report/report.js';
import { markup, type Markup } from './format/markup.js';
import { safeText } from './format/safe.js';
import { casesOf, type Case, type Result } from './junit/cases.js';
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
  const cases = casesOf(report);
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
      <property name="model" value="${report.oracle.model}"/>
      <property name="plan" value="${report.plan.hash ?? ''}"/>
      <property name="command" value="${report.command}"/>
    </properties>
${cases.map((one, index) => caseMarkup(className, one, index === 0 ? durationUs : 0))}  </testsuite>
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
  // The schema of Jenkins knows no `skipped` here.
  const { tests, failures, errors } = counts;
  const time = timeText(sum(({ durationUs }) => durationUs));
  return `<?xml version="1.0" encoding="UTF-8"?>
${
  markup`<testsuites name="${suites[0]?.of ?? 'turnwise'}" tests="${tests}" failures="${failures}" errors="${errors}" time="${time}">
${suites.map(({ text }) => text)}</testsuites>
`.markup
}`;
}

function totals({ tests, failures, errors, skipped }: Suite['counts'], durationUs: number): Markup {
  return markup`tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${timeText(durationUs)}"`;
}

/** In seconds, as continuous integration counts. */
function timeText(us: number): string {
  return (us / 1_000_000).toFixed(3);
}

/** All cases are of one run: the first one has its time, so that the cases together took as long as the suite. */
function caseMarkup(className: string, { name, result }: Case, durationUs: number): Markup {
  const head = markup`    <testcase classname="${className}" name="${name}" time="${timeText(durationUs)}"`;
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
