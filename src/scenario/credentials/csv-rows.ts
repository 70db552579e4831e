import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../problem.js';
import type { ReadRows } from './checked-rows.js';

/** A record and the line that it ends in. */
interface Read {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Users of a CSV file (RFC 4180): its first line names the columns. */
export function csvRows(file: string, text: string): ReadRows {
  const [head, ...rows] = recordsOf(file, text);
  if (head === undefined) throw new Problem('is empty; its first line names the columns', { file });
  const names = head.record;
  const headPlace = { file, line: head.info.lines };
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice >= 0) throw new Problem(`column ${twice + 1} has the name of an earlier one`, headPlace);
  const placeOf = (row: number) => ({ file, line: rows[row]?.info.lines ?? head.info.lines });
  for (const [row, { record }] of rows.entries()) {
    if (record.length === names.length) continue;
    throw new Problem(`has ${fields(record.length)}, and the first line has ${names.length}`, placeOf(row));
  }
  const columns = names.map((name, column) => [name, rows.map(({ record }) => record[column] ?? '')]);
  return { columns: Object.fromEntries(columns), count: rows.length, head: headPlace, placeOf };
}

function fields(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`;
}

function recordsOf(file: string, text: string): readonly Read[] {
  const options = { info: true, trim: true, skip_empty_lines: true, relax_column_count: true } as const;
  try {
    return parse(text, options) as unknown as readonly Read[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { readonly lines?: unknown }).lines;
    throw new Problem(faultText(error.code), typeof line === 'number' ? { file, line } : { file });
  }
}

/** The parser's own sentences show what stands in the file, which is secret. */
function faultText(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands in the middle of a field; write the whole field in quotes, and each quote in it twice';
    default:
      return `cannot be read as CSV (${code})`;
  }
}
