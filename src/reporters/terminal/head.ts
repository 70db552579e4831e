import type { Report } from '../../report/report.js';
import { deedText } from '../format/deed.js';
import { actionsText } from '../format/sentences.js';
import { entry } from '../format/paper.js';
import { fit } from '../format/width.js';
import type { ColourName, Colours } from '../reporter.js';

/** The colour of a verdict; the word says the same. */
export const colourOf: Readonly<Record<Report['verdict'], ColourName>> = {
  pass: 'green',
  fail: 'red',
  inconclusive: 'yellow',
};

/** The verdict, why, and what must be known before anything below is believed. */
export function headLines(report: Report, colours: Colours): readonly string[] {
  const { verdict, reasons, notes } = report;
  const why = reasons.length === 0 ? [''] : reasons;
  return [
    ...why.flatMap((reason, index) =>
      entry(index === 0 ? verdict.toUpperCase() : '', whenText(reason, report), colours, colourOf[verdict]),
    ),
    ...[...notes, ...(report.server?.growth ?? [])].flatMap((note) => entry('!', note, colours, 'yellow')),
    '',
    ...entry('Run', runText(report), colours),
    ...entry('', actionsText(report), colours),
  ];
}

/** A reason that accuses, and who did it when: whoever reads nothing else can look it up in the server's log. */
function whenText(reason: string, report: Report): string {
  const violation = report.oracle.violations.find(
    ({ strength, because }) => strength === 'proven' && because !== '' && reason.includes(because),
  );
  const deed = violation === undefined ? null : deedText(violation, report);
  return deed === null ? reason : `${reason} ${deed}`;
}

function runText({ scenario, seed, plan, interrupted, harness }: Report): string {
  return [
    fit(scenario.name, 40),
    ...(seed === null ? [] : [`seed ${fit(seed, 40)}`]),
    ...(plan.hash === null ? [] : [`plan ${plan.hash.slice(0, hashShown)}`]),
    ...(interrupted ? ['interrupted'] : []),
    ...(harness.health === 'void' ? ['void'] : []),
  ].join(', ');
}

/** Enough of `sha256:...` to tell two plans apart. */
const hashShown = 'sha256:'.length + 12;
