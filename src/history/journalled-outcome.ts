import type { GrowingColumn } from './growing.js';
import type { JournalAction } from './journal-entry.js';
import { openReasons, type OutcomeKind } from './outcome.js';
import type { ActionTable } from './table.js';

/** The rows of a journal: their cells, and as bits what their entries have said of their outcome. */
export interface JournalledRows {
  readonly table: ActionTable;
  readonly said: GrowingColumn<Uint8Array>;
  /** Values that requests carried: the value of an answer takes their place. */
  readonly requested: Map<number, string>;
}

/** The bits of `said`. */
export const saying = { dropped: 1, answered: 2, unknown: 4, overdue: 8, onlyPlanned: 16 } as const;

/** Why a row without an answer has none. */
const reasons = {
  ...openReasons,
  contradictory: 'recorded both as never sent and as sent',
} as const;

/** Writes down what an entry says of the outcome of a row. Which of several entries counts does not depend on their order. */
export function takeOutcome(rows: JournalledRows, row: number, entry: JournalAction): void {
  const { table, said, requested } = rows;
  const before = said.get(row);
  const kind = outcomeSaid(entry);
  if (kind === 'answered') return answer(rows, row, entry);
  if (kind === 'sent' && entry.value !== undefined) requested.set(row, entry.value);
  if (kind !== 'sent') said.set(row, before | saying[kind]);
  const isAnswered = (before & saying.answered) !== 0;
  if (!isAnswered) putSaid(table, row, entry);
  else if (kind === 'sent' && entry.value !== undefined && table.texts.value.codes.get(row) === -1)
    table.texts.value.put(row, entry.value);
  if (!isAnswered && kind === 'unknown')
    table.numbers.settledAtUs.set(row, lastInstant(table, row, before, entry));
}

type Saying = 'sent' | 'answered' | 'unknown' | 'dropped' | 'overdue';

/** An answer without its time is none: its window would have no end. */
function outcomeSaid(entry: JournalAction): Saying {
  if (entry.entry !== 'settled') return entry.entry;
  if (entry.outcome === 'dropped') return 'dropped';
  const isAnswer = entry.outcome !== undefined && entry.outcome !== 'unknown';
  return isAnswer && typeof entry.settledAtUs === 'number' ? 'answered' : 'unknown';
}

/** Of several ends of an unknown window the latest holds; unsaid is never. */
function lastInstant(table: ActionTable, row: number, before: number, entry: JournalAction): number {
  const here = entry.settledAtUs ?? Infinity;
  return (before & saying.unknown) === 0 ? here : Math.max(here, table.numbers.settledAtUs.get(row));
}

/** The first answer counts; a server that answers twice has decided when it answered first. */
function answer({ table, said, requested }: JournalledRows, row: number, entry: JournalAction): void {
  const { numbers, texts } = table;
  const before = said.get(row);
  const kind = entry.outcome ?? 'unknown';
  const atUs = entry.settledAtUs ?? Infinity;
  if (
    (before & saying.answered) !== 0 &&
    !isBefore(atUs, kind, numbers.settledAtUs.get(row), table.outcomeOf(row))
  )
    return;
  said.set(row, before | saying.answered);
  table.setOutcome(row, kind);
  numbers.settledAtUs.set(row, atUs);
  for (const field of answerNumbers) if (numbers[field].used) numbers[field].set(row, NaN);
  for (const field of answerTexts) if (texts[field].codes.used) texts[field].codes.set(row, -1);
  const value = requested.get(row);
  if (value !== undefined) texts.value.put(row, value);
  putSaid(table, row, entry);
}

const answerNumbers = ['retryAfterMs', 'serverAtUs', 'token'] as const;
const answerTexts = ['reason', 'value'] as const;

function putSaid({ numbers, texts }: ActionTable, row: number, entry: JournalAction): void {
  if (entry.reason !== undefined) texts.reason.put(row, entry.reason);
  if (entry.value !== undefined) texts.value.put(row, entry.value);
  if (entry.retryAfterMs !== undefined) numbers.retryAfterMs.set(row, entry.retryAfterMs);
  if (entry.serverAtUs !== undefined) numbers.serverAtUs.set(row, entry.serverAtUs);
  if (entry.token !== undefined) numbers.token.set(row, entry.token);
}

function isBefore(atUs: number, kind: OutcomeKind, otherAtUs: number, otherKind: OutcomeKind): boolean {
  return atUs === otherAtUs ? kind < otherKind : atUs < otherAtUs;
}

/** Draws the conclusion of everything that was said of a row. */
export function concludeOutcome({ table, said }: JournalledRows, row: number): void {
  const { numbers, texts } = table;
  const flags = said.get(row);
  const has = (bit: number): boolean => (flags & bit) !== 0;
  const stayUnknown = (reason: string): void => {
    table.setOutcome(row, 'unknown');
    if (texts.reason.codes.get(row) === -1) texts.reason.put(row, reason);
  };
  if (has(saying.dropped)) {
    if (has(saying.answered | saying.unknown)) {
      texts.reason.put(row, reasons.contradictory);
      numbers.settledAtUs.set(row, Infinity);
      return stayUnknown(reasons.contradictory);
    }
    table.setOutcome(row, 'dropped');
    numbers.sentAtUs.set(row, NaN);
    numbers.settledAtUs.set(row, NaN);
  } else if (!has(saying.answered | saying.unknown)) {
    if (has(saying.onlyPlanned)) stayUnknown(reasons.onlyPlanned);
    else stayUnknown(has(saying.overdue) ? reasons.overdue : reasons.open);
  }
}
