import { numberOf, sortedBy } from './sort-order.js';

/** A table gets a field to filter by when it has more rows than this. */
const filteredFrom = 12;

/** Makes every table that says what its rows are sortable. Without this the rows stay in their order. */
export function sortTables(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>('table.sortable')) {
    const titles = [...table.querySelectorAll<HTMLElement>('thead th')];
    titles.forEach((title, column) => addButton(table, title, column));
    if (rowsOf(table).length > filteredFrom) addFilter(table);
  }
}

function addButton(table: HTMLTableElement, title: HTMLElement, column: number): void {
  const text = title.textContent ?? '';
  if (text === '') return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', () => sortBy(table, column));
  title.replaceChildren(button);
}

/** The other way round at the second click. Numbers begin with the greatest: that is what somebody looks for. */
function sortBy(table: HTMLTableElement, column: number): void {
  const titles = [...table.querySelectorAll<HTMLElement>('thead th')];
  const title = titles[column];
  if (title === undefined) return;
  const cells = rowsOf(table).map((row) => ({ row, text: row.cells[column]?.textContent ?? '' }));
  const isNumbers = cells.every(({ text }) => text === '-' || !Number.isNaN(numberOf(text)));
  const before = title.getAttribute('aria-sort');
  const isAscending = before === null ? !isNumbers : before === 'descending';
  for (const other of titles) other.removeAttribute('aria-sort');
  title.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
  const sorted = sortedBy(cells, ({ text }) => text, { isNumbers, isAscending });
  table.tBodies[0]?.append(...sorted.map(({ row }) => row));
}

/** A field that leaves the rows whose text holds what is written in it, and says how many. */
function addFilter(table: HTMLTableElement): void {
  const rows = rowsOf(table);
  const label = document.createElement('label');
  label.className = 'filter';
  const field = document.createElement('input');
  field.type = 'search';
  field.autocomplete = 'off';
  field.spellcheck = false;
  const count = document.createElement('output');
  count.textContent = `${rows.length} rows`;
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(row.textContent ?? '').toLowerCase().includes(wanted);
      if (!row.hidden) shown++;
    }
    count.textContent = wanted === '' ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
  });
  label.append(`Find a ${table.dataset['rows'] ?? 'row'} `, field, ' ', count);
  (table.closest('.long') ?? table.closest('.wide') ?? table).before(label);
}

function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...(table.tBodies[0]?.rows ?? [])];
}
