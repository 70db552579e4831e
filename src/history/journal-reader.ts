import { RecordBatchReader } from 'apache-arrow';
import type { Data, RecordBatch } from 'apache-arrow';
import type { HistoryEvent } from './action.js';
import { continuation, wholeMessages } from './arrow-messages.js';
import { journalMark, journalNumbers, journalTexts } from './journal-entry.js';
import type { JournalAction, JournalEntry } from './journal-entry.js';
import { originalText } from './stored-text.js';

/** A journal as far as it goes. */
export interface Journal {
  /** In the order of writing; can be gone through again and again, and holds no objects. */
  readonly entries: Iterable<JournalEntry>;
  /** True unless the writer ended the file in the orderly way. */
  readonly truncated: boolean;
}

/**
 * Reads a journal, whole or cut anywhere: whole batches count, a cut tail is ignored.
 * @throws {RangeError} when the bytes are no journal, or one of a version unknown here.
 */
export function readJournal(bytes: Uint8Array): Journal {
  const start = bytes.subarray(0, 4);
  if (start.some((byte) => byte !== (continuation & 0xff))) throw new RangeError('this is no Arrow stream');
  const { ends, ended } = wholeMessages(bytes);
  const end = ends.at(-1);
  if (end === undefined) return { entries: [], truncated: true };
  const { batches, broken } = readBatches(bytes.subarray(0, end));
  return { entries: { [Symbol.iterator]: () => entriesOf(batches) }, truncated: broken || !ended };
}

function readBatches(bytes: Uint8Array): { readonly batches: RecordBatch[]; readonly broken: boolean } {
  const reader = RecordBatchReader.from(bytes).open();
  const version = reader.schema?.metadata.get(journalMark.key);
  if (version === undefined) throw new RangeError('this Arrow stream is no journal of turnwise');
  if (version !== journalMark.version)
    throw new RangeError(`this journal has the unknown version ${version}`);
  const batches: RecordBatch[] = [];
  try {
    for (const batch of reader) batches.push(batch);
  } catch {
    return { batches, broken: true };
  }
  return { batches, broken: false };
}

function* entriesOf(batches: readonly RecordBatch[]): Generator<JournalEntry, void, undefined> {
  for (const batch of batches) {
    const columns = usedColumns(batch);
    for (let row = 0; row < batch.numRows; row++) {
      const entry = entryAt(columns, row);
      if (entry !== null) yield entry;
    }
  }
}

/** One column of a batch, ready to be read: the value of a row, `null` where it has none. */
interface Column {
  readonly name: keyof Cells;
  readonly at: (row: number) => string | number | null;
}

type Cells = { -readonly [K in keyof JournalAction]?: unknown } & { event?: unknown };

function entryAt(columns: readonly Column[], row: number): JournalEntry | null {
  const cells: Cells = {};
  for (const { name, at } of columns) {
    const value = at(row);
    if (value !== null) cells[name] = value;
  }
  if (cells.entry === 'event')
    return { entry: 'event', event: JSON.parse(String(cells.event)) as HistoryEvent };
  return cells as JournalAction;
}

/** Columns by name: files of later versions may have more, and most rows need only a few. */
function usedColumns(batch: RecordBatch): Column[] {
  const dataOf = (name: string): Data | undefined => {
    const index = batch.schema.fields.findIndex((field) => field.name === name);
    const data = batch.data.children[index];
    return data !== undefined && data.nullCount < data.length ? data : undefined;
  };
  const columns: Column[] = [];
  for (const name of journalTexts) {
    const data = dataOf(name);
    if (data !== undefined) columns.push({ name: name === 'idText' ? 'id' : name, at: textsOf(data) });
  }
  for (const name of journalNumbers) {
    const data = dataOf(name);
    if (data !== undefined) columns.push({ name, at: numbersOf(data) });
  }
  return columns;
}

function numbersOf(data: Data): Column['at'] {
  const values = data.values as Float64Array;
  return (row) => (data.getValid(row) ? values[row] : null);
}

/** A column of ASCII is decoded at once and sliced, which is many times faster than text by text. */
function textsOf(data: Data): Column['at'] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const offsets = data.valueOffsets as Int32Array;
  const bytes = (data.values as Uint8Array).subarray(0, offsets[data.length]);
  const whole = decoder.decode(bytes);
  const isAscii = whole.length === bytes.length;
  return (row) => {
    if (!data.getValid(row)) return null;
    const [from, to] = [offsets[row], offsets[row + 1]];
    return originalText(isAscii ? whole.slice(from, to) : decoder.decode(bytes.subarray(from, to)));
  };
}
