import type { ColourName, Colours } from '../reporter.js';
import { columnsMost } from './paper.js';
import { fit, pad, widthOf } from './width.js';

/** One cell; a colour only repeats what the text says. */
export type Cell = string | { readonly text: string; readonly colour: ColourName };

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Longer texts are cut. */
  readonly columnsMost?: number;
}

const gap = '  ';

/**
 * Aligned lines: a title line, then one line a row. Columns are as wide as their widest text; words in
 * the last one are cut where the line would exceed `lineMost`.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  colours: Colours,
  lineMost = columnsMost,
): readonly string[] {
  const cut = rows.map((row) => columns.map((column, index) => cutCell(row[index] ?? '', column)));
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...cut.map((row) => widthOf(textOf(row[index] ?? '')))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, index) => {
        const align = columns[index]?.align ?? 'left';
        const last = index === columns.length - 1 && align === 'left';
        const text = last
          ? fit(textOf(cell), lineMost - before)
          : pad(textOf(cell), widths[index] ?? 0, align);
        return typeof cell === 'string' ? text : colours[cell.colour](text);
      })
      .join(gap)
      .trimEnd();
  const titles = columns.map(({ title }, index): Cell => ({
    text: title,
    colour: index === 0 ? 'bold' : 'dim',
  }));
  return [line(titles), ...cut.map(line)];
}

function cutCell(cell: Cell, column: Column): Cell {
  const most = column.columnsMost ?? Number.POSITIVE_INFINITY;
  return typeof cell === 'string' ? fit(cell, most) : { ...cell, text: fit(cell.text, most) };
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
