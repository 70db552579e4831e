import type { Report, ReportedViolation } from '../../report/report.js';
import { plural } from '../../report/words.js';
import { acrossText, differing } from '../format/across.js';
import { evidenceOf } from '../format/evidence.js';
import { firstSendOf, msText, violationText } from '../format/sentences.js';
import { columnsMost, entry, indented } from '../format/paper.js';
import { tableLines } from '../format/table.js';
import type { Colours } from '../reporter.js';

const violationsMost = 5;
const actionsMost = 8;
const indent = 15;

/** The first violations: the sentence, and the few actions that prove it. */
export function violationLines({ oracle }: Report, colours: Colours): readonly string[] {
  const all = oracle.violationCount + oracle.unproven.nearEdge + oracle.unproven.conditional;
  if (all === 0) return [];
  const shown = oracle.violations.slice(0, violationsMost);
  const lines = shown.flatMap((violation, index) => [
    ...(index === 0 ? [] : ['']),
    ...entry(index === 0 ? 'Violations' : '', `${index + 1}. ${violation.because}`, colours),
    ...acrossLines(violation, colours),
    ...entry('', `(${violationText(violation)})`, colours),
    ...indented(actionLines(violation, colours), indent),
    ...violation.chain.flatMap((step) => entry('', step, colours)),
  ]);
  const more = all - shown.length;
  return more === 0 ? lines : [...lines, '', ...entry('', `and ${plural(more, 'more', 'more')}`, colours)];
}

function acrossLines(violation: ReportedViolation, colours: Colours): readonly string[] {
  const text = acrossText(violation);
  return text === null ? [] : entry('', text, colours);
}

/** Who did what to which resource, in milliseconds since the first of them was sent. */
function actionLines(violation: ReportedViolation, colours: Colours): readonly string[] {
  const { actions, outcomes, more } = evidenceOf(violation, actionsMost);
  const firstUs = firstSendOf(actions);
  const since = (us: number | null): string => (us === null ? '-' : msText(us - firstUs, 3));
  // One more column is all that fits; the others are in the HTML report.
  const [field] = differing(violation);
  const [namesMost, timesMost] = field === undefined ? [10, 12] : [8, 11];
  const rows = actions.map((action, index) => [
    action.user,
    ...(field === undefined ? [] : [action[field] ?? '-']),
    action.resource,
    since(action.sentAtUs),
    since(action.settledAtUs),
    outcomes[index],
  ]);
  const lines = tableLines(
    [
      { title: 'user', align: 'left', columnsMost: namesMost },
      ...(field === undefined ? [] : [{ title: field, align: 'left', columnsMost: 10 } as const]),
      { title: 'resource', align: 'left', columnsMost: namesMost },
      { title: 'sent ms', align: 'right', columnsMost: timesMost },
      { title: 'answered', align: 'right', columnsMost: timesMost },
      { title: 'outcome', align: 'left' },
    ],
    rows,
    colours,
    columnsMost - indent,
  );
  return more === 0 ? lines : [...lines, `and ${plural(more, 'more action')}`];
}
