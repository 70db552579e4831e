import { markup, type Markup } from '../format/markup.js';

export interface TableOptions {
  /** What its rows are, in one word: the reader can sort them, and look for one where there are many. */
  readonly rowsAre?: string;
}

/**
 * A table whose first column is text and whose others are numbers, unless `textTitle` and `textCell` say otherwise.
 * Sorting is the script's: without it the rows are as they are here.
 */
export function tableMarkup(
  titles: readonly (string | Markup)[],
  rows: readonly (readonly (string | Markup)[])[],
  { rowsAre }: TableOptions = {},
): Markup {
  const isLong = rows.length > longFrom;
  const box: Markup = { markup: isLong ? 'wide long' : 'wide' };
  const open =
    rowsAre === undefined || rows.length < 2
      ? markup`<table>`
      : markup`<table class="sortable" data-rows="${rowsAre}">`;
  return markup`<div class="${box}"${isLong ? scrolled : null}>${open}
<thead><tr>${titles.map(titleMarkup)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${row.map(cellMarkup)}</tr>
`,
)}</tbody>
</table></div>`;
}

/** Of more rows the reader sees a window, which the keyboard can move. */
const longFrom = 25;
const scrolled: Markup = { markup: ' tabindex="0" role="group" aria-label="rows of the table"' };

function titleMarkup(title: string | Markup): Markup {
  return typeof title === 'string' ? markup`<th scope="col">${title}</th>` : title;
}

/** The first column names its row. */
function cellMarkup(cell: string | Markup, index: number): Markup {
  if (typeof cell !== 'string') return cell;
  return index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`;
}

/** The title of a column of words. */
export function textTitle(text: string): Markup {
  return markup`<th scope="col" class="text">${text}</th>`;
}

/** A cell that holds words. */
export function textCell(text: string): Markup {
  return markup`<td class="text">${text}</td>`;
}

/** A number where only 0 is right. */
export function wrongCell(count: string): Markup {
  return count === '0' ? markup`<td>0</td>` : markup`<td class="wrong">${count} wrong</td>`;
}
