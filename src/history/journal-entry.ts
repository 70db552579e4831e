import type { Action, HistoryEvent } from './action.js';
import type { Outcome } from './outcome.js';

/** What a journal says of an action: whatever is known of it at that moment. Absent means unsaid. */
type Said = { readonly [K in Exclude<keyof Action, 'id'>]?: Action[K] | undefined };

/**
 * One line of the diary of a run. Times are on the run's clock, `intendedAtUs` too.
 *
 * - `sent`: written in the turn of the emit, with everything that is known of the action.
 * - `settled`: with `outcome`; what the `sent` entry has said need not be said again.
 * - `dropped`: never left, so everything about it stands here.
 * - `overdue`: its timeout has passed; a late answer may still settle it.
 * - `received`: the broadcast of an action arrived on a connection; `value` is its room, where it said one.
 * - `event`: anything else the judge or the report must know.
 */
export type JournalEntry = JournalAction | JournalReceipt | JournalEvent;

export interface JournalAction extends Said {
  readonly entry: 'sent' | 'settled' | 'dropped' | 'overdue';
  readonly id: string | number;
}

export interface JournalReceipt {
  readonly entry: 'received';
  /** Of the action. */
  readonly id: number;
  /** On which it arrived. */
  readonly connection: string;
  /** When it arrived. */
  readonly settledAtUs: number;
  readonly value?: string;
}

export interface JournalEvent {
  readonly entry: 'event';
  readonly event: HistoryEvent;
}

/** Spreads an outcome into the fields that a `settled` or `dropped` entry has for it. */
export function saidOf(
  outcome: Outcome,
): Pick<Said, 'outcome' | 'reason' | 'retryAfterMs' | 'serverAtUs' | 'value' | 'token'> {
  if (outcome.kind === 'accepted') {
    const { value, token, serverAtUs } = outcome;
    return { outcome: outcome.kind, value, token, serverAtUs };
  }
  if (outcome.kind === 'rejected') {
    const { reason, retryAfterMs, serverAtUs } = outcome;
    return { outcome: outcome.kind, reason, retryAfterMs, serverAtUs };
  }
  return { outcome: outcome.kind, reason: outcome.reason };
}

/** The text columns of a journal file, in order. `idText` holds ids that are no numbers, `event` JSON. */
export const journalTexts = [
  'entry',
  'idText',
  'user',
  'resource',
  'outcome',
  'action',
  'reason',
  'connection',
  'node',
  'group',
  'phase',
  'value',
  'machine',
  'event',
] as const;
export type JournalText = (typeof journalTexts)[number];

/** The number columns of a journal file, in order. */
export const journalNumbers = [
  'id',
  'step',
  'intendedAtUs',
  'sentAtUs',
  'settledAtUs',
  'retryAfterMs',
  'serverAtUs',
  'cost',
  'token',
] as const;
export type JournalNumber = (typeof journalNumbers)[number];

/** The key in the file's own metadata that says what it is, and the version of these columns. */
export const journalMark = { key: 'turnwise.journal', version: '1' } as const;
