import { markup, type Markup } from '../format/markup.js';

/** A table whose first column is text and whose others are numbers, unless told otherwise. */
export function tableMarkup(
  titles: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  return markup`<div class="wide"><table>
<thead><tr>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${row.map(cellMarkup)}</tr>
`,
)}</tbody>
</table></div>`;
}

function cellMarkup(cell: string | Markup): Markup {
  return typeof cell === 'string' ? markup`<td>${cell}</td>` : cell;
}

/** A cell that holds words. */
export function textCell(text: string): Markup {
  return markup`<td class="text">${text}</td>`;
}

/** A number where only 0 is right. */
export function wrongCell(count: string): Markup {
  return count === '0' ? markup`<td>0</td>` : markup`<td class="wrong">${count} wrong</td>`;
}
