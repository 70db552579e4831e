import { stringify } from 'csv-stringify/sync';

/** Rows of a run for other programs, as text in pieces of some thousand characters: never all at once. */
export interface Table {
  /** How many rows there are. */
  readonly rows: number;
  /** RFC 4180 with a header: lines end with CR LF, an absent value is an empty cell. */
  csv(): Iterable<Piece>;
  /** A JSON object a line. */
  ndjson(): Iterable<Piece>;
}

/** Some lines, and how many rows have been written with them. */
export interface Piece {
  readonly text: string;
  readonly rowsSoFar: number;
}

/** What stands in a cell; what is no text or number is written as JSON. */
type Value = string | number | boolean | null | undefined | object;

/** How rows of one kind become text. */
export interface Writing<Row> {
  readonly rows: number;
  readonly each: () => Iterable<Row>;
  readonly columns: Readonly<Record<string, (row: Row) => Value>>;
  readonly line: (row: Row) => string;
}

const rowsAtOnce = 512;

/** A table of rows of one kind. */
export function tableOf<Row>({ rows, each, columns, line }: Writing<Row>): Table {
  const titles = Object.keys(columns);
  const cells = Object.values(columns);
  return {
    rows,
    *csv() {
      yield { text: csvText([titles]), rowsSoFar: 0 };
      yield* inPieces(each(), (some) => csvText(some.map((row) => cells.map((cell) => cellOf(cell(row))))));
    },
    *ndjson() {
      yield* inPieces(each(), (some) => some.map((row) => `${line(row)}\n`).join(''));
    },
  };
}

function* inPieces<Row>(
  rows: Iterable<Row>,
  textOf: (some: readonly Row[]) => string,
): Generator<Piece, void, undefined> {
  let some: Row[] = [];
  let rowsSoFar = 0;
  for (const row of rows) {
    some.push(row);
    rowsSoFar++;
    if (some.length < rowsAtOnce) continue;
    yield { text: textOf(some), rowsSoFar };
    some = [];
  }
  if (some.length > 0) yield { text: textOf(some), rowsSoFar };
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises; numbers stay
 * numbers, and every other text stays as it is.
 */
function csvText(records: readonly (readonly unknown[])[]): string {
  return stringify([...records], { record_delimiter: 'windows', escape_formulas: true });
}

function cellOf(value: Value): string | number | null | undefined {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
