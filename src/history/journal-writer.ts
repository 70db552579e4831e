import {
  Field,
  Float64,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  makeData,
} from 'apache-arrow';
import { pendingNumbers, pendingTexts } from './arrow-columns.js';
import type { PendingColumn } from './arrow-columns.js';
import { wholeMessages } from './arrow-messages.js';
import { journalMark, journalNumbers, journalTexts } from './journal-entry.js';
import type {
  JournalAction,
  JournalEntry,
  JournalNumber,
  JournalReceipt,
  JournalText,
} from './journal-entry.js';

/**
 * Turns entries into the bytes of a file that is readable at any moment: a standard Arrow IPC
 * stream, its schema first, then one record batch for each `flush`. Whoever has the file appends
 * what `flush` returns, in order; a process killed in between loses what was not flushed.
 */
export interface JournalWriter {
  /** Entries not flushed yet. */
  readonly pending: number;
  /** Copies the entry into columns; nothing of it is kept. */
  append(entry: JournalEntry): void;
  /** What to append to the file, `null` when nothing has happened. The bytes are the caller's. */
  flush(): Uint8Array | null;
  /** The last bytes: what is pending, and the mark of the end. Nothing may follow. */
  end(): Uint8Array;
}

type Texts = Record<JournalText, PendingColumn<string, Utf8>>;
type Numbers = Record<JournalNumber, PendingColumn<number, Float64>>;

const schema = new Schema(
  [
    ...journalTexts.map((name) => new Field(name, new Utf8(), true)),
    ...journalNumbers.map((name) => new Field(name, new Float64(), true)),
  ],
  new Map([[journalMark.key, journalMark.version]]),
);
/** The mark that ends a stream: a message of length 0. */
const endBytes = 8;

/** Makes a writer for one file. */
export function journalWriter(): JournalWriter {
  const texts = recordOf(journalTexts, pendingTexts);
  const numbers = recordOf(journalNumbers, pendingNumbers);
  let rows = 0;
  let begun = false;
  /** Each batch is written as a stream of its own, and its schema left out except for the first. */
  const streamed = (): Uint8Array => {
    const children = [
      ...journalTexts.map((name) => texts[name].data(rows)),
      ...journalNumbers.map((name) => numbers[name].data(rows)),
    ];
    const stream = bytesOf(
      new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, children })),
    );
    const [schemaEnd, batchEnd] = wholeMessages(stream).ends;
    const bytes = stream.subarray(begun ? schemaEnd : 0, rows === 0 ? schemaEnd : batchEnd);
    for (const column of [...Object.values(texts), ...Object.values(numbers)]) column.clear();
    begun = true;
    rows = 0;
    return bytes;
  };
  return {
    get pending() {
      return rows;
    },
    append(entry) {
      put(texts, numbers, rows, entry);
      rows++;
    },
    flush: () => (rows === 0 ? null : streamed()),
    end() {
      const last = streamed();
      const bytes = new Uint8Array(last.length + endBytes);
      bytes.set(last);
      bytes.fill(0xff, last.length, last.length + 4);
      return bytes;
    },
  };
}

function bytesOf(batch: RecordBatch): Uint8Array {
  const writer = new RecordBatchStreamWriter();
  writer.write(batch);
  writer.finish();
  return writer.toUint8Array(true);
}

function put(texts: Texts, numbers: Numbers, row: number, entry: JournalEntry): void {
  texts.entry.put(row, entry.entry);
  if (entry.entry === 'event') texts.event.put(row, JSON.stringify(entry.event));
  else if (entry.entry === 'received') putReceipt(texts, numbers, row, entry);
  else {
    if (typeof entry.id === 'number') numbers.id.put(row, entry.id);
    else texts.idText.put(row, entry.id);
    putTexts(texts, row, entry);
    putNumbers(numbers, row, entry);
  }
}

/** There may be a thousand for one action. */
function putReceipt(texts: Texts, numbers: Numbers, row: number, entry: JournalReceipt): void {
  numbers.id.put(row, entry.id);
  numbers.settledAtUs.put(row, entry.settledAtUs);
  texts.connection.put(row, entry.connection);
  if (entry.value !== undefined) texts.value.put(row, entry.value);
}

/** Written out field by field, as this happens twice for every action while the run is on. */
function putTexts(texts: Texts, row: number, entry: JournalAction): void {
  if (entry.user !== undefined) texts.user.put(row, entry.user);
  if (entry.resource !== undefined) texts.resource.put(row, entry.resource);
  if (entry.outcome !== undefined) texts.outcome.put(row, entry.outcome);
  if (entry.action !== undefined) texts.action.put(row, entry.action);
  if (entry.reason !== undefined) texts.reason.put(row, entry.reason);
  if (entry.connection !== undefined) texts.connection.put(row, entry.connection);
  if (entry.node !== undefined) texts.node.put(row, entry.node);
  if (entry.group !== undefined) texts.group.put(row, entry.group);
  if (entry.phase !== undefined) texts.phase.put(row, entry.phase);
  if (entry.value !== undefined) texts.value.put(row, entry.value);
  if (entry.machine !== undefined) texts.machine.put(row, entry.machine);
}

function putNumbers(numbers: Numbers, row: number, entry: JournalAction): void {
  if (entry.step !== undefined) numbers.step.put(row, entry.step);
  if (entry.intendedAtUs !== undefined) numbers.intendedAtUs.put(row, entry.intendedAtUs);
  if (typeof entry.sentAtUs === 'number') numbers.sentAtUs.put(row, entry.sentAtUs);
  if (typeof entry.settledAtUs === 'number') numbers.settledAtUs.put(row, entry.settledAtUs);
  if (entry.retryAfterMs !== undefined) numbers.retryAfterMs.put(row, entry.retryAfterMs);
  if (entry.serverAtUs !== undefined) numbers.serverAtUs.put(row, entry.serverAtUs);
  if (entry.cost !== undefined) numbers.cost.put(row, entry.cost);
  if (entry.token !== undefined) numbers.token.put(row, entry.token);
}

function recordOf<K extends string, V>(keys: readonly K[], make: () => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, V>;
}
