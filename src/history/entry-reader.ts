import type { Data, RecordBatch } from 'apache-arrow';
import type { HistoryEvent } from './action.js';
import { journalNumbers, journalTexts } from './journal-entry.js';
import type {
  JournalAction,
  JournalEntry,
  JournalNumber,
  JournalReceipt,
  JournalText,
} from './journal-entry.js';
import { originalText } from './stored-text.js';

/** The value of a row of one column, `undefined` where it has none. */
type Cell<T> = (row: number) => T | undefined;
type Columns = Record<JournalText, Cell<string> | null> & Record<JournalNumber, Cell<number> | null>;
type Draft = { -readonly [K in keyof JournalAction]: JournalAction[K] };

/** Reads the rows of a batch. Columns go by name, as files of later versions may have more. */
export function entryReader(batch: RecordBatch): (row: number) => JournalEntry {
  const columns = columnsOf(batch);
  return (row) => {
    const entry = columns.entry?.(row);
    if (entry === 'event') return { entry, event: JSON.parse(columns.event?.(row) ?? '') as HistoryEvent };
    if (entry === 'received') return receiptAt(columns, row);
    const id = columns.id?.(row) ?? columns.idText?.(row) ?? '';
    const draft: Draft = { entry: entry as JournalAction['entry'], id };
    readTexts(columns, row, draft);
    readNumbers(columns, row, draft);
    return draft;
  };
}

function receiptAt({ id, connection, settledAtUs, value }: Columns, row: number): JournalReceipt {
  const receipt = {
    entry: 'received',
    id: id?.(row) ?? -1,
    connection: connection?.(row) ?? '',
    settledAtUs: settledAtUs?.(row) ?? NaN,
  } as const;
  const room = value?.(row);
  return room === undefined ? receipt : { ...receipt, value: room };
}

/** Written out field by field: setting fields by computed names costs several times more. */
function readTexts(columns: Columns, row: number, draft: Draft): void {
  const { user, resource, outcome, action, reason, connection, node, group, phase, value, machine } = columns;
  let text: string | undefined;
  if (user !== null && (text = user(row)) !== undefined) draft.user = text;
  if (resource !== null && (text = resource(row)) !== undefined) draft.resource = text;
  if (outcome !== null && (text = outcome(row)) !== undefined)
    draft.outcome = text as JournalAction['outcome'];
  if (action !== null && (text = action(row)) !== undefined) draft.action = text;
  if (reason !== null && (text = reason(row)) !== undefined) draft.reason = text;
  if (connection !== null && (text = connection(row)) !== undefined) draft.connection = text;
  if (node !== null && (text = node(row)) !== undefined) draft.node = text;
  if (group !== null && (text = group(row)) !== undefined) draft.group = text;
  if (phase !== null && (text = phase(row)) !== undefined) draft.phase = text;
  if (value !== null && (text = value(row)) !== undefined) draft.value = text;
  if (machine !== null && (text = machine(row)) !== undefined) draft.machine = text;
}

function readNumbers(columns: Columns, row: number, draft: Draft): void {
  const { step, intendedAtUs, sentAtUs, settledAtUs, retryAfterMs, serverAtUs, cost, token } = columns;
  let number: number | undefined;
  if (step !== null && (number = step(row)) !== undefined) draft.step = number;
  if (intendedAtUs !== null && (number = intendedAtUs(row)) !== undefined) draft.intendedAtUs = number;
  if (sentAtUs !== null && (number = sentAtUs(row)) !== undefined) draft.sentAtUs = number;
  if (settledAtUs !== null && (number = settledAtUs(row)) !== undefined) draft.settledAtUs = number;
  if (retryAfterMs !== null && (number = retryAfterMs(row)) !== undefined) draft.retryAfterMs = number;
  if (serverAtUs !== null && (number = serverAtUs(row)) !== undefined) draft.serverAtUs = number;
  if (cost !== null && (number = cost(row)) !== undefined) draft.cost = number;
  if (token !== null && (number = token(row)) !== undefined) draft.token = number;
}

/** `null` for a column without any value in this batch, which is most of them. */
function columnsOf(batch: RecordBatch): Columns {
  const cellOf = <T>(name: string, read: (data: Data) => Cell<T>): Cell<T> | null => {
    const index = batch.schema.fields.findIndex((field) => field.name === name);
    const data = batch.data.children[index];
    return data !== undefined && data.nullCount < data.length ? read(data) : null;
  };
  const texts = journalTexts.map((name) => [name, cellOf(name, textsOf)]);
  const numbers = journalNumbers.map((name) => [name, cellOf(name, numbersOf)]);
  return Object.fromEntries([...texts, ...numbers]) as Columns;
}

function numbersOf(data: Data): Cell<number> {
  const values = data.values as Float64Array;
  const isValid = validityOf(data);
  return (row) => (isValid(row) ? values[row] : undefined);
}

/** A column of ASCII is decoded at once and sliced, which is many times faster than text by text. */
function textsOf(data: Data): Cell<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const offsets = data.valueOffsets as Int32Array;
  const bytes = (data.values as Uint8Array).subarray(0, offsets[data.length]);
  const whole = decoder.decode(bytes);
  const isAscii = whole.length === bytes.length;
  const isValid = validityOf(data);
  return (row) => {
    if (!isValid(row)) return undefined;
    const [from, to] = [offsets[row], offsets[row + 1]];
    return originalText(isAscii ? whole.slice(from, to) : decoder.decode(bytes.subarray(from, to)));
  };
}

function validityOf(data: Data): (row: number) => boolean {
  const bits = data.nullBitmap;
  if (data.nullCount === 0) return () => true;
  return (row) => (bits[row >>> 3] & (1 << (row & 7))) !== 0;
}
