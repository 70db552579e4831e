import type { Action, HistoryEvent } from './action.js';
import { addAction } from './add-action.js';
import type { TextField } from './fields.js';
import type { History } from './history.js';
import type { Outcome } from './outcome.js';
import { receiptTable } from './receipt-table.js';
import { actionTable } from './table.js';
import type { ActionTable } from './table.js';

/** What is known when a step is due. Texts are codes from `code()`, so that a send costs no hashing. */
export interface PlannedCells {
  readonly id: string | number;
  readonly user: number;
  readonly resource: number;
  readonly step: number;
  readonly intendedAtUs: number;
  readonly action?: number;
  readonly connection?: number;
  readonly group?: number;
  readonly phase?: number;
}

/**
 * Collects a history while it happens. Times are integer microseconds since the run's origin. A
 * row that is never settled is `unknown` and open, so a history can be built soundly at any moment.
 */
export interface HistoryBuilder {
  readonly length: number;
  /** The code of a text in the dictionary of a field. */
  code(field: TextField, text: string): number;
  /** An action has just left; returns its row, for `settled`. */
  sent(cells: PlannedCells, sentAtUs: number): number;
  /** An action never left; returns its row. */
  dropped(cells: PlannedCells, reason: string): number;
  /**
   * What became of a sent row. An answer settles it once and for all; `unknown` can still be
   * replaced by a late answer. `settledAtUs` is `null` for open and for dropped.
   * Returns false when the row had its answer already and nothing changed.
   */
  settled(row: number, settledAtUs: number | null, outcome: Outcome): boolean;
  /** A whole action at once, from a file. Order does not matter. Returns its row. */
  add(action: Action): number;
  event(event: HistoryEvent): void;
  /** A broadcast of an action (its id) has arrived; `room` is `null` where it did not say. */
  received(action: number, connection: string, atUs: number, room: string | null): void;
  /** The history so far, rows in order of sending: row numbers of the builder do not carry over. */
  build(options?: { readonly complete?: boolean }): History;
}

/** Makes an empty builder. `capacity`: how many actions are expected, to spare the growing. */
export function historyBuilder(capacity = 1024): HistoryBuilder {
  const table = actionTable(capacity);
  const events: HistoryEvent[] = [];
  const arrived = receiptTable();
  return {
    get length() {
      return table.length;
    },
    code: (field, text) => table.texts[field].dictionary.codeOf(text),
    sent(cells, sentAtUs) {
      const row = startRow(table, cells);
      table.numbers.sentAtUs.set(row, sentAtUs);
      return row;
    },
    dropped(cells, reason) {
      const row = startRow(table, cells);
      write(table, row, null, { kind: 'dropped', reason });
      return row;
    },
    settled(row, settledAtUs, outcome) {
      if (table.outcomeOf(row) !== 'unknown') return false;
      write(table, row, settledAtUs, outcome);
      return true;
    },
    add: (action) => addAction(table, action),
    event: (event) => void events.push(event),
    received: (action, connection, atUs, room) => arrived.received(action, connection, atUs, room),
    build: (options) => table.history(events, options?.complete ?? true, arrived.receipts()),
  };
}

function startRow(table: ActionTable, cells: PlannedCells): number {
  const { numbers, texts } = table;
  const row = table.start(cells.id);
  texts.user.codes.set(row, cells.user);
  texts.resource.codes.set(row, cells.resource);
  numbers.step.set(row, cells.step);
  numbers.intendedAtUs.set(row, cells.intendedAtUs);
  if (cells.action !== undefined) texts.action.codes.set(row, cells.action);
  if (cells.connection !== undefined) texts.connection.codes.set(row, cells.connection);
  if (cells.group !== undefined) texts.group.codes.set(row, cells.group);
  if (cells.phase !== undefined) texts.phase.codes.set(row, cells.phase);
  return row;
}

function write(table: ActionTable, row: number, settledAtUs: number | null, outcome: Outcome): void {
  const { numbers, texts } = table;
  const dropped = outcome.kind === 'dropped';
  table.setOutcome(row, outcome.kind);
  numbers.settledAtUs.set(row, settledAtUs ?? (dropped ? NaN : Infinity));
  if (dropped) numbers.sentAtUs.set(row, NaN);
  const reason = outcome.kind === 'accepted' ? undefined : outcome.reason;
  if (reason !== undefined) texts.reason.put(row, reason);
  else if (texts.reason.codes.get(row) !== -1) texts.reason.codes.set(row, -1);
  if (outcome.kind === 'accepted') {
    if (outcome.value !== undefined) texts.value.put(row, outcome.value);
    if (outcome.token !== undefined) numbers.token.set(row, outcome.token);
  }
  if (outcome.kind === 'rejected' && outcome.retryAfterMs !== undefined)
    numbers.retryAfterMs.set(row, outcome.retryAfterMs);
  if ((outcome.kind === 'accepted' || outcome.kind === 'rejected') && outcome.serverAtUs !== undefined)
    numbers.serverAtUs.set(row, outcome.serverAtUs);
}
