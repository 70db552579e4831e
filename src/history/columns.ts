import type { Action, HistoryEvent } from './action.js';
import { optionalNumberFields, textFields } from './fields.js';
import type { TextField } from './fields.js';
import type { History } from './history.js';
import type { Outcome } from './outcome.js';
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
  /** The history so far, rows in order of sending: row numbers of the builder do not carry over. */
  build(options?: { readonly complete?: boolean }): History;
}

/** Makes an empty builder. `capacity`: how many actions are expected, to spare the growing. */
export function historyBuilder(capacity = 1024): HistoryBuilder {
  const table = actionTable(capacity);
  const events: HistoryEvent[] = [];
  return {
    get length() {
      return table.length;
    },
    code: (field, text) => table.codeOf(field, text),
    sent(cells, sentAtUs) {
      const row = startRow(table, cells);
      table.setNumber(row, 'sentAtUs', sentAtUs);
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
    build: (options) => table.history(events, options?.complete ?? true),
  };
}

function startRow(table: ActionTable, cells: PlannedCells): number {
  const row = table.start(cells.id);
  table.setCode(row, 'user', cells.user);
  table.setCode(row, 'resource', cells.resource);
  table.setNumber(row, 'step', cells.step);
  table.setNumber(row, 'intendedAtUs', cells.intendedAtUs);
  if (cells.action !== undefined) table.setCode(row, 'action', cells.action);
  if (cells.connection !== undefined) table.setCode(row, 'connection', cells.connection);
  if (cells.group !== undefined) table.setCode(row, 'group', cells.group);
  if (cells.phase !== undefined) table.setCode(row, 'phase', cells.phase);
  return row;
}

function write(table: ActionTable, row: number, settledAtUs: number | null, outcome: Outcome): void {
  const dropped = outcome.kind === 'dropped';
  table.setOutcome(row, outcome.kind);
  table.setNumber(row, 'settledAtUs', settledAtUs ?? (dropped ? NaN : Infinity));
  if (dropped) table.setNumber(row, 'sentAtUs', NaN);
  const reason = outcome.kind === 'accepted' ? undefined : outcome.reason;
  if (reason !== undefined) table.setCode(row, 'reason', table.codeOf('reason', reason));
  else if (table.code(row, 'reason') !== -1) table.setCode(row, 'reason', -1);
  if (outcome.kind === 'accepted') {
    if (outcome.value !== undefined) table.setCode(row, 'value', table.codeOf('value', outcome.value));
    if (outcome.token !== undefined) table.setNumber(row, 'token', outcome.token);
  }
  if (outcome.kind === 'rejected' && outcome.retryAfterMs !== undefined)
    table.setNumber(row, 'retryAfterMs', outcome.retryAfterMs);
  if ((outcome.kind === 'accepted' || outcome.kind === 'rejected') && outcome.serverAtUs !== undefined)
    table.setNumber(row, 'serverAtUs', outcome.serverAtUs);
}

function addAction(table: ActionTable, action: Action): number {
  const row = table.start(action.id);
  for (const field of textFields) {
    const text = action[field];
    if (text !== undefined) table.setCode(row, field, table.codeOf(field, text));
  }
  for (const field of optionalNumberFields) {
    const value = action[field];
    if (value !== undefined) table.setNumber(row, field, value);
  }
  table.setNumber(row, 'step', action.step);
  table.setNumber(row, 'intendedAtUs', action.intendedAtUs);
  if (action.sentAtUs !== null) table.setNumber(row, 'sentAtUs', action.sentAtUs);
  table.setNumber(row, 'settledAtUs', action.settledAtUs ?? (action.outcome === 'dropped' ? NaN : Infinity));
  table.setOutcome(row, action.outcome);
  return row;
}
