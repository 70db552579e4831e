import type { Group, Report } from '../../report/report.js';
import { countText, plural, shareText } from '../../report/words.js';
import { matrixOf } from '../format/matrix.js';
import { racesText } from '../../report/races.js';
import { accuracyText, keysText, promisesText, shownText } from '../format/sentences.js';
import { entry } from '../format/paper.js';
import { tableLines, type Cell } from '../format/table.js';
import { hasErrors, unansweredOf, worstOf } from '../format/worst.js';
import type { Colours } from '../reporter.js';

/** What the model demanded against what was answered, and how sure that is. */
export function oracleLines(report: Report, colours: Colours): readonly string[] {
  const promises = promisesText(report);
  return [
    ...matrixLines(report, colours),
    ...entry('Accuracy', accuracyText(report), colours),
    ...entry('', `${report.oracle.model}; ${keysText(report)}`, colours),
    ...(promises === null ? [] : entry('', promises, colours)),
    ...report.oracle.notes.flatMap((note) => entry('', note, colours)),
    ...shownLines(report, colours),
  ];
}

/** The bracket that was shown, and whether races were looked for where the verdict has not said it. */
function shownLines(report: Report, colours: Colours): readonly string[] {
  const shown = shownText(report);
  const answered = report.actions.accepted + report.actions.rejected > 0;
  return [
    ...(shown === null ? [] : entry('Shown', shown, colours)),
    ...(answered && report.verdict !== 'pass' ? entry('Races', racesText(report.oracle), colours) : []),
  ];
}

function matrixLines(report: Report, colours: Colours): readonly string[] {
  if (report.actions.accepted + report.actions.rejected === 0) return [];
  const rows = matrixOf(report).map(({ says, accepted, rejected, wrong }) => [
    `  ${says}`,
    wrongCell(accepted, wrong === 'accepted'),
    wrongCell(rejected, wrong === 'rejected'),
  ]);
  const table = tableLines(
    [
      { title: 'Oracle', align: 'left' },
      { title: 'accepted', align: 'right' },
      { title: 'rejected', align: 'right' },
    ],
    rows,
    colours,
  );
  return [...table, ''];
}

/** A number in a cell where only 0 is right. */
function wrongCell(count: number, wrong: boolean): Cell {
  if (!wrong || count === 0) return countText(count);
  return { text: `${countText(count)} wrong`, colour: 'red' };
}

/** The phases beside one another, and the groups; a run of one phase has nothing to compare. */
export function phaseLines({ perPhase, perGroup }: Report, colours: Colours): readonly string[] {
  const phases = perPhase.length < 2 ? [] : groupLines('Phases', perPhase, colours);
  const groups = perGroup.length < 2 ? [] : groupLines('Groups', perGroup, colours);
  return phases.length > 0 && groups.length > 0 ? [...phases, '', ...groups] : [...phases, ...groups];
}

/** The five worst resources and users; one line when there is nothing to complain about. */
export function worstLines({ perResource, perUser }: Report, colours: Colours): readonly string[] {
  const resources = worstOf(perResource, 5);
  const users = worstOf(perUser, 5);
  if (perResource.length + perUser.length === 0) return [];
  if (resources.length + users.length === 0) {
    const all = `${plural(perResource.length, 'resource')} and ${plural(perUser.length, 'user')}`;
    return entry('Worst', `${all}: none has a wrong or a missing answer`, colours);
  }
  const blank = resources.length > 0 && users.length > 0 ? [''] : [];
  return [
    ...groupLines('Worst resources', resources, colours),
    ...blank,
    ...groupLines('Worst users', users, colours),
  ];
}

function groupLines(title: string, groups: readonly Group[], colours: Colours): readonly string[] {
  if (groups.length === 0) return [];
  const failed = hasErrors(groups);
  const rows = groups.map((group) => [
    `  ${group.name}`,
    countText(group.accepted),
    countText(group.rejected),
    ...(failed ? [countText(group.errors)] : []),
    countText(unansweredOf(group)),
    countText(group.decided),
    wrongCount(group),
    group.accuracy === null ? '-' : shareText(group.accuracy),
  ]);
  const errors = failed ? ['errors'] : [];
  const numbers = ['accepted', 'rejected', ...errors, 'no answer', 'decided', 'wrong', 'accuracy'];
  return tableLines(
    [
      { title, align: 'left', columnsMost: failed ? 15 : 21 },
      ...numbers.map((name) => ({ title: name, align: 'right', columnsMost: 10 }) as const),
    ],
    rows,
    colours,
  );
}

function wrongCount(group: Group): Cell {
  const wrong = group.decided - group.correct;
  return wrong === 0 ? '0' : { text: countText(wrong), colour: 'red' };
}
