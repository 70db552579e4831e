import type { Report, ReportedViolation } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { deedText } from '../format/deed.js';
import { acrossText, differing } from '../format/across.js';
import { evidenceOf } from '../format/evidence.js';
import { firstSendOf, kindText, msText, surenessText, zeroUsOf } from '../format/sentences.js';
import { columnsMost, entry, indented } from '../format/paper.js';
import { tableLines } from '../format/table.js';
import type { Colours } from '../reporter.js';

const violationsMost = 5;
/** So many of them are in the report itself. */
const listedMost = 100;
const actionsMost = 8;
const indent = 4;

/** The first violations: why it is wrong, who did it to what and when, and the few actions that prove it. */
export function violationLines(report: Report, colours: Colours): readonly string[] {
  const { oracle } = report;
  const all = oracle.violationCount + oracle.unproven.nearEdge + oracle.unproven.conditional;
  if (all === 0) return [];
  const shown = oracle.violations.slice(0, violationsMost);
  const lines = shown.flatMap((violation, index) => [
    ...(index === 0 ? [] : ['']),
    ...entry(index === 0 ? 'Violations' : '', `${index + 1}. ${violation.because}`, colours),
    ...[deedText(violation, report), acrossText(violation)].flatMap((text) =>
      text === null ? [] : entry('', text, colours),
    ),
    ...entry('', `(${kindText(violation)}; ${surenessText(violation)})`, colours),
    ...indented(actionLines(violation, colours), indent),
    ...violation.chain.flatMap((step) => entry('', step, colours)),
  ]);
  const more = all - shown.length;
  // Where the rest is listed, there is a folder that holds it.
  const where =
    oracle.violations.length > shown.length
      ? `: report.json holds the first ${countText(listedMost)}, violations/ the proofs`
      : '';
  const rest = `and ${plural(more, 'more', 'more')}${where}`;
  return more === 0 ? lines : [...lines, '', ...entry('', rest, colours)];
}

/** Who did what to which resource: since the start of the run, and in milliseconds since the first of them was sent. */
function actionLines(violation: ReportedViolation, colours: Colours): readonly string[] {
  const { actions, outcomes, more } = evidenceOf(violation, actionsMost);
  const firstUs = firstSendOf(actions);
  const zeroUs = zeroUsOf(violation);
  // One more column is all that fits; the others are in the HTML report.
  const [field] = differing(violation);
  const [namesMost, timesMost] = field === undefined ? [10, 10] : [8, 9];
  const rows = actions.map((action, index) => [
    action.user,
    ...(field === undefined ? [] : [action[field] ?? '-']),
    action.resource,
    ms(action.sentAtUs, zeroUs),
    ms(action.sentAtUs, firstUs),
    ms(action.settledAtUs, firstUs),
    outcomes[index],
  ]);
  const lines = tableLines(
    [
      { title: 'user', align: 'left', columnsMost: namesMost },
      ...(field === undefined ? [] : [{ title: field, align: 'left', columnsMost: 10 } as const]),
      { title: 'resource', align: 'left', columnsMost: namesMost },
      { title: 'at ms', align: 'right', columnsMost: 14 },
      { title: 'sent', align: 'right', columnsMost: timesMost },
      { title: 'answered', align: 'right', columnsMost: timesMost },
      { title: 'outcome', align: 'left' },
    ],
    rows,
    colours,
    columnsMost - indent,
  );
  return more === 0 ? lines : [...lines, `and ${plural(more, 'more action')}`];
}

const ms = (us: number | null, fromUs: number): string => (us === null ? '-' : msText(us - fromUs, 3));
