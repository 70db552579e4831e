/**
 * The history while it happens, on disk: entries are appended to an Arrow IPC stream
 * (`journalWriter`), a file cut anywhere is read as far as it goes (`readJournal`), and what was
 * read is folded into a history that claims nothing the run did not see (`historyOf`).
 */
export { historyOf } from './fold.js';
export type { FoldOptions, PlannedRow } from './fold.js';
export { saidOf } from './journal-entry.js';
export type { JournalAction, JournalEntry, JournalEvent, JournalReceipt } from './journal-entry.js';
export { readJournal } from './journal-reader.js';
export type { Journal } from './journal-reader.js';
export { journalWriter } from './journal-writer.js';
export type { JournalWriter } from './journal-writer.js';
