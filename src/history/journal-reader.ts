import { RecordBatchReader } from 'apache-arrow';
import type { RecordBatch } from 'apache-arrow';
import { continuation, wholeMessages } from './arrow-messages.js';
import { entryReader } from './entry-reader.js';
import { journalMark } from './journal-entry.js';
import type { JournalEntry } from './journal-entry.js';

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
    const entryAt = entryReader(batch);
    for (let row = 0; row < batch.numRows; row++) yield entryAt(row);
  }
}
