import { mapTexts } from '../report/map-texts.js';
import type { Report, ReportedViolation } from '../report/report.js';
import { safeText } from '../reporters/format/safe.js';
import { wrap } from '../reporters/format/width.js';
import { coloursOf } from '../reporters/reporter.js';
import { headLines } from '../reporters/terminal/head.js';
import { violationLines } from '../reporters/terminal/violations.js';
import type { Finding } from './findings.js';

/**
 * A run is not as a test expected. `message` has the verdict, its reasons, the smallest counter-example
 * and the command that repeats the run, in plain text; `expected` and `actual` are for test runners that
 * show how two values differ.
 */
export class RunAssertionError extends Error {
  override readonly name = 'RunAssertionError';
  readonly expected: Finding['expected'];
  readonly actual: Finding['actual'];
  /** The report that was looked at. */
  readonly report: Report;

  constructor(message: string, finding: Finding, report: Report) {
    super(message);
    this.expected = finding.expected;
    this.actual = finding.actual;
    // Runners print what can be listed of an error, and a report fills screens.
    this.report = report;
    Object.defineProperty(this, 'report', { enumerable: false });
  }
}

const colours = coloursOf();
const columnsMost = 80;

/** What a test that failed says: what was expected, what came out, its proof, and how to see it again. */
export function failureText(hostile: Report, finding: Finding, isNot = false): string {
  const report = mapTexts(hostile, safeText);
  const { wanted, ok, why } = mapTexts(finding, safeText);
  const outcome = ok === null ? 'this run could not tell' : ok ? 'it did' : 'it did not';
  const sections = [
    wrap(
      `expected the run of ${report.scenario.name} ${isNot ? 'not ' : ''}to ${wanted}, but ${outcome}`,
      columnsMost,
    ),
    why.flatMap((text) => listed(text)),
    headLines(report, colours),
    violationLines(smallestFirst(report), colours),
    report.command === '' ? [] : [`Repeat: ${report.command}`],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return shown.map((lines) => lines.map((line) => line.trimEnd()).join('\n')).join('\n\n');
}

function listed(text: string): readonly string[] {
  return wrap(text, columnsMost - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** One proof is enough for a test: the one with the fewest actions; the others are counted. */
function smallestFirst(report: Report): Report {
  const [first, ...others] = report.oracle.violations;
  if (first === undefined) return report;
  const smallest = others.reduce((best, one) => (sizeOf(one) < sizeOf(best) ? one : best), first);
  return { ...report, oracle: { ...report.oracle, violations: [smallest] } };
}

/** Suspicions come after every proof. */
function sizeOf({ strength, actions }: ReportedViolation): number {
  return actions.length + (strength === 'proven' ? 0 : 1_000_000);
}
