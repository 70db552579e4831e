import { mapTexts } from '../report/map-texts.js';
import { countText, durationText, plural } from '../report/words.js';
import { columnsMost, entry, heading } from '../reporters/format/paper.js';
import { safeText } from '../reporters/format/safe.js';
import { widthOf } from '../reporters/format/width.js';
import { coloursOf, type ColourName, type Colours, type Paint } from '../reporters/reporter.js';
import type { ProbeReport, ReportedCandidate } from './probe-report.js';
import { boundsText, middleText, numbersIn, wordsOf } from './probe-words.js';

/** More models that explain the same are told by their number. */
const othersMost = 3;

/** The findings for people, 80 columns: what the limit is, what differs, what could not be told, what to do next. */
export function probeText(hostile: ProbeReport, next: readonly string[], paint: Paint): string {
  const colours = coloursOf(paint);
  const report = mapTexts(hostile, safeText);
  const lines = [
    ...(report.answers === 0 ? silentLines(report, colours) : findingLines(report, colours)),
    ...listed('!', report.notes, colours, 'yellow'),
    ...entry('Used', usedText(report), colours),
    ...(report.answers === 0 ? [] : pasteLines(report, colours)),
    ...nextLines(next.map(safeText), colours),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Where nothing was seen there is only why. */
function silentLines({ reasons }: ProbeReport, colours: Colours): readonly string[] {
  return listed('INCONCLUSIVE', reasons, colours, 'yellow');
}

function findingLines(report: ProbeReport, colours: Colours): readonly string[] {
  return [
    ...foundLines(report, colours),
    ...toldLines(report, colours),
    '',
    ...declaredLines(report, colours),
    ...listed('Untold', report.untold, colours),
  ];
}

function foundLines({ candidates }: ProbeReport, colours: Colours): readonly string[] {
  const [first, ...others] = candidates;
  if (first === undefined) return entry('FOUND', 'no limit that is known explains what was seen', colours);
  if (first.family === 'none') return entry('FOUND', 'nothing was refused', colours);
  const more = others.length - othersMost;
  return [
    ...entry('FOUND', first.model.describe, colours),
    ...numbersOf(first).flatMap((text) => entry('', text, colours)),
    ...others.slice(0, othersMost).flatMap((other) => entry('', `or ${other.model.describe}`, colours)),
    ...(more > 0 ? entry('', `or one of ${plural(more, 'other')}: see findings.json`, colours) : []),
  ];
}

/** Each parameter that is known within bounds, and the middle of them. */
function numbersOf(candidate: ReportedCandidate): readonly string[] {
  const numbers = numbersIn(candidate).map(([name, bounds]) => {
    const middle = middleText(name, bounds);
    return `${wordsOf(name)}: ${boundsText(name, bounds)}${middle === null ? '' : ` (${middle})`}`;
  });
  const chosen = Object.entries(candidate.choices).map(
    ([name, value]) => `${wordsOf(name)}: ${String(value)}`,
  );
  return [...numbers, ...chosen];
}

function toldLines({ rejectExtends, survivesReconnect }: ProbeReport, colours: Colours): readonly string[] {
  const refusals = toldText(rejectExtends, {
    yes: 'each starts the time again',
    no: 'change nothing: the time goes on',
  });
  const reconnect = toldText(survivesReconnect, {
    yes: 'changes nothing: the limit outlives the connection',
    no: 'sets the limit free',
  });
  return [...entry('Refusals', refusals, colours), ...entry('Reconnect', reconnect, colours)];
}

function toldText(told: ProbeReport['rejectExtends'], texts: Readonly<Record<'yes' | 'no', string>>): string {
  return typeof told === 'string' ? texts[told] : `cannot be told: ${told.untold}`;
}

const colourOf: Readonly<Record<ProbeReport['verdict'], ColourName>> = {
  possible: 'green',
  impossible: 'red',
  untold: 'yellow',
};

const verdictTexts: Readonly<Record<ProbeReport['verdict'], string>> = {
  possible: 'POSSIBLE',
  impossible: 'IMPOSSIBLE',
  untold: 'UNTOLD',
};

function declaredLines(report: ProbeReport, colours: Colours): readonly string[] {
  const { declared, verdict, reasons, differences } = report;
  const said = `${verdictTexts[verdict]}: ${declared?.describe ?? 'nothing is declared'}`;
  return [
    ...entry('Declared', said, colours, colourOf[verdict]),
    ...[...reasons, ...differences].flatMap((text) => entry('', text, colours)),
  ];
}

function listed(
  title: string,
  texts: readonly string[],
  colours: Colours,
  colour: ColourName = 'bold',
): readonly string[] {
  return texts.flatMap((text, index) => entry(index === 0 ? title : '', text, colours, colour));
}

function usedText({ actions, rounds, durationUs, asked, ended }: ProbeReport): string {
  const { budget } = asked;
  const how = ended === 'interrupted' ? 'interrupted after ' : '';
  return `${how}${countText(actions)} of ${plural(budget.actions, 'action')} in ${plural(rounds, 'round')}, ${durationText(durationUs)} of ${durationText(budget.timeUs)}`;
}

/** There to be copied: broken only where both languages let it be. A scenario that may be right is left alone. */
function pasteLines({ candidates, verdict }: ProbeReport, colours: Colours): readonly string[] {
  const paste = candidates[0]?.model.paste ?? null;
  if (paste === null || verdict === 'possible') return [];
  const lines = widthOf(paste) <= columnsMost ? [paste] : ['model:', paste.replace(/^model: /u, '  ')];
  return ['', ...entry('Paste', "in the place of the scenario's own:", colours), ...lines, ''];
}

/** Commands and sentences; a command is never broken. */
function nextLines(texts: readonly string[], colours: Colours): readonly string[] {
  return texts.flatMap((text, index) => {
    const lead = index === 0 ? 'Next' : '';
    if (!text.startsWith('turnwise ')) return entry(lead, text, colours);
    return widthOf(text) <= columnsMost - 13 ? [heading(lead, colours) + text] : [`  ${text}`];
  });
}
