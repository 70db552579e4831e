import { markup, type Markup } from '../format/markup.js';

/** A table whose first column is text and whose others are numbers, unless `textTitle` and `textCell` say otherwise. */
export function tableMarkup(
  titles: readonly (string | Markup)[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  return markup`<div class="wide"><table>
<thead><tr>${titles.map(titleMarkup)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${row.map(cellMarkup)}</tr>
`,
)}</tbody>
</table></div>`;
}

function titleMarkup(title: string | Markup): Markup {
  return typeof title === 'string' ? markup`<th scope="col">${title}</th>` : title;
}

function cellMarkup(cell: string | Markup): Markup {
  return typeof cell === 'string' ? markup`<td>${cell}</td>` : cell;
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
