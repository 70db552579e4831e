import type { ReportedThreshold } from '../../report/numbers.js';
import type { Report } from '../../report/report.js';
import { actualText, thresholdText } from '../../report/threshold-words.js';
import { plural } from '../../report/words.js';
import { heldDetails, heldText } from '../format/thresholds.js';
import { columnsMost, indented } from '../format/paper.js';
import { tableLines, type Cell } from '../format/table.js';
import { wrap } from '../format/width.js';
import type { Colours } from '../reporter.js';

/** Those that fail or are undefined are all there; of those that hold so many. */
const holdingMost = 20;
const demandColumnsMost = 54;
const detailIndent = 6;

/** A line for each threshold: what is demanded, what it was, and whether it holds. */
export function thresholdLines({ thresholds }: Report, colours: Colours): readonly string[] {
  if (thresholds.length === 0) return [];
  const holding = thresholds.filter(({ ok }) => ok === true);
  const hidden = new Set(holding.slice(holdingMost));
  const shown = thresholds.filter((each) => !hidden.has(each));
  const more = hidden.size === 0 ? [] : [`  and ${plural(hidden.size, 'more that hold', 'more that hold')}`];
  const [title = '', ...lines] = tableLines(
    [
      { title: 'Thresholds', align: 'left', columnsMost: demandColumnsMost },
      { title: 'was', align: 'right', columnsMost: 12 },
      { title: '', align: 'left' },
    ],
    shown.map(rowOf),
    colours,
    columnsMost,
  );
  const told = lines.flatMap((line, index) => [line, ...detailLines(shown[index])]);
  return [title, ...told, ...more];
}

/** What a line cannot hold, below it. */
function detailLines(threshold: ReportedThreshold | undefined): readonly string[] {
  const text = threshold === undefined ? '' : heldDetails(threshold).join('; ');
  return text === '' ? [] : indented(wrap(text, columnsMost - detailIndent), detailIndent);
}

function rowOf(threshold: ReportedThreshold): readonly Cell[] {
  const text = heldText(threshold);
  const colour = threshold.ok === null ? 'yellow' : 'red';
  return [
    `  ${thresholdText(threshold)}`,
    actualText(threshold),
    threshold.ok === true ? text : { text, colour },
  ];
}
