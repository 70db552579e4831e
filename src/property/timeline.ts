import { durationText } from '../oracle/duration-text.js';
import type { Judgement } from '../oracle/verdict.js';
import type { Accusation } from './accuse.js';
import type { Row } from './play.js';

/** What the model says to an answer, by what the judge says of it. */
const expected: Readonly<Record<Judgement, string>> = {
  open: '',
  undecidable: 'either',
  'true-accept': 'accept',
  'true-reject': 'refuse',
  'false-accept': 'refuse',
  'false-reject': 'accept',
  'wrong-reason': 'refuse',
  'near-edge': 'either',
};

/** An accusation as a table, its rows numbered where asked, and the sentence that says why. */
export function accusationText(
  { rows, violation, judgements }: Accusation,
  numbers: 'numbered' | 'plain' = 'plain',
): string {
  const blamed = violation.rows.at(-1);
  const number = (text: string): readonly string[] => (numbers === 'numbered' ? [text] : []);
  const lines = rows.map((row, index) => [
    ...number(`#${index + 1}`),
    ...cellsOf(row),
    expected[judgements[index]],
    index === blamed ? '<- wrong' : '',
  ]);
  const table = tableText([
    [...number(''), 'at', 'who', 'what', 'where', 'answered', 'the model says', ''],
    ...lines,
  ]);
  return [table, '', violation.because, ...violation.chain.map((link) => `  ${link}`)].join('\n');
}

/** Answers as a table, each with a remark. */
export function rowsText(rows: readonly Row[], remarks: readonly string[] = []): string {
  const lines = rows.map((row, index) => [...cellsOf(row), remarks[index] ?? '']);
  return tableText([['at', 'who', 'what', 'where', 'answered', ''], ...lines]);
}

function cellsOf({ atUs, user, action, cost, resource, answer }: Row): readonly string[] {
  const what = cost === 1 ? action : `${action} for ${cost}`;
  return [durationText(atUs), user, what, resource, answer];
}

/** Lines with their cells below each other; equal ones that follow each other once, with their number. */
export function tableText(lines: readonly (readonly string[])[]): string {
  const folded = foldedOf(lines);
  const widths = lines[0].map((_, column) => Math.max(...folded.map(({ cells }) => cells[column].length)));
  return folded
    .map(({ cells, times }) => {
      const padded = cells.map((cell, column) => cell.padEnd(widths[column])).join('  ');
      return `  ${padded}${times === 1 ? '' : `  ${times} times`}`.trimEnd();
    })
    .join('\n');
}

function foldedOf(lines: readonly (readonly string[])[]): { cells: readonly string[]; times: number }[] {
  const folded: { cells: readonly string[]; times: number }[] = [];
  for (const cells of lines) {
    const last = folded.at(-1);
    if (last !== undefined && last.cells.join('\n') === cells.join('\n')) last.times++;
    else folded.push({ cells, times: 1 });
  }
  return folded;
}

/** What a limiter threw instead of answering. */
export function thrownText(rows: readonly Row[]): string {
  const last = rows.find(({ answer }) => answer === 'threw');
  return `${rowsText(rows)}\n\nIt threw instead of answering: ${String(last?.thrown)}`;
}
