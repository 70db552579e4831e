import type { HistoryEvent } from './action.js';
import { defaultAction } from './fields.js';
import { uint8Column } from './growing.js';
import { idIndex } from './id-index.js';
import type { History } from './history.js';
import type { JournalAction } from './journal-entry.js';
import { concludeOutcome, saying, takeOutcome } from './journalled-outcome.js';
import type { JournalledRows } from './journalled-outcome.js';
import type { Receipts } from './receipts.js';
import { actionTable } from './table.js';
import type { ActionTable } from './table.js';

/** A step of the plan with its names. `intendedAtUs` is the plan's: relative to its first action. */
export interface PlannedRow {
  readonly id: string | number;
  readonly user: string;
  readonly resource: string;
  readonly step: number;
  readonly intendedAtUs: number;
  readonly phase: string;
  readonly action?: string;
  readonly group?: string;
}

/** The actions of a journal while its entries are put together. */
export interface JournalledActions {
  has(id: string | number): boolean;
  take(entry: JournalAction): void;
  /** Whether some action is not described well enough without its plan. */
  incomplete(): boolean;
  /**
   * Fills what the journal does not say; a new action is `unknown`, open, sent at the earliest
   * instant. `originUs`: the plan's 0 on the run's clock.
   */
  plan(step: PlannedRow, originUs: number, earliestUs: number): void;
  /** @throws {RangeError} when user or resource of an action are nowhere said. */
  history(events: readonly HistoryEvent[], complete: boolean, receipts: Receipts): History;
}

/** Makes an empty collection. */
export function journalledActions(): JournalledActions {
  const table = actionTable(1024);
  const rows: JournalledRows = { table, said: uint8Column(0, 1024), requested: new Map() };
  const index = idIndex();
  const start = (id: string | number): number => {
    const row = table.start(id);
    index.set(id, row);
    return row;
  };
  return {
    has: (id) => index.rowOf(id) !== -1,
    take(entry) {
      const known = index.rowOf(entry.id);
      const row = known === -1 ? start(entry.id) : known;
      describe(table, row, entry);
      takeOutcome(rows, row, entry);
    },
    incomplete() {
      for (let row = 0; row < table.length; row++) if (!isDescribed(table, row)) return true;
      return false;
    },
    plan(step, originUs, earliestUs) {
      const known = index.rowOf(step.id);
      const row = known === -1 ? start(step.id) : known;
      if (known === -1) rows.said.set(row, saying.onlyPlanned);
      fill(table, row, step, originUs);
      const { sentAtUs } = table.numbers;
      if (Number.isNaN(sentAtUs.get(row))) sentAtUs.set(row, earliestUs);
    },
    history(events, complete, receipts) {
      for (let row = 0; row < table.length; row++) {
        concludeOutcome(rows, row);
        place(table, row);
      }
      return table.history(events, complete, receipts);
    },
  };
}

/** What stays the same whatever becomes of an action. */
function describe({ texts, numbers }: ActionTable, row: number, entry: JournalAction): void {
  if (entry.user !== undefined) texts.user.put(row, entry.user);
  if (entry.resource !== undefined) texts.resource.put(row, entry.resource);
  if (entry.step !== undefined) numbers.step.set(row, entry.step);
  if (entry.intendedAtUs !== undefined) numbers.intendedAtUs.set(row, entry.intendedAtUs);
  if (typeof entry.sentAtUs === 'number') numbers.sentAtUs.set(row, entry.sentAtUs);
  if (entry.action !== undefined && entry.action !== defaultAction) texts.action.put(row, entry.action);
  if (entry.connection !== undefined) texts.connection.put(row, entry.connection);
  if (entry.node !== undefined) texts.node.put(row, entry.node);
  if (entry.group !== undefined) texts.group.put(row, entry.group);
  if (entry.phase !== undefined) texts.phase.put(row, entry.phase);
  if (entry.machine !== undefined) texts.machine.put(row, entry.machine);
  if (entry.cost !== undefined) numbers.cost.set(row, entry.cost);
}

function isDescribed({ texts, numbers }: ActionTable, row: number): boolean {
  const named = texts.user.codes.get(row) !== -1 && texts.resource.codes.get(row) !== -1;
  return named && !Number.isNaN(numbers.intendedAtUs.get(row)) && !Number.isNaN(numbers.step.get(row));
}

/** The journal knows better than the plan what it knows at all. */
function fill({ texts, numbers }: ActionTable, row: number, step: PlannedRow, originUs: number): void {
  if (texts.user.codes.get(row) === -1) texts.user.put(row, step.user);
  if (texts.resource.codes.get(row) === -1) texts.resource.put(row, step.resource);
  if (texts.phase.codes.get(row) === -1) texts.phase.put(row, step.phase);
  if (step.group !== undefined && texts.group.codes.get(row) === -1) texts.group.put(row, step.group);
  if (step.action !== undefined && texts.action.codes.get(row) === 0) texts.action.put(row, step.action);
  if (Number.isNaN(numbers.step.get(row))) numbers.step.set(row, step.step);
  if (Number.isNaN(numbers.intendedAtUs.get(row)))
    numbers.intendedAtUs.set(row, originUs + step.intendedAtUs);
}

/** Gives a row the times that nobody wrote down: the widest window that can be meant. */
function place(table: ActionTable, row: number): void {
  const { texts, numbers } = table;
  if (texts.user.codes.get(row) === -1 || texts.resource.codes.get(row) === -1) {
    throw new RangeError(
      `neither the journal nor the plan says who did action ${JSON.stringify(table.ids[row])}, and on what`,
    );
  }
  if (Number.isNaN(numbers.step.get(row))) numbers.step.set(row, 0);
  if (table.outcomeOf(row) !== 'dropped') {
    const sentAtUs = numbers.sentAtUs.get(row);
    numbers.sentAtUs.set(row, Number.isNaN(sentAtUs) ? 0 : Math.min(sentAtUs, numbers.settledAtUs.get(row)));
  }
  if (Number.isNaN(numbers.intendedAtUs.get(row))) {
    const sentAtUs = numbers.sentAtUs.get(row);
    numbers.intendedAtUs.set(row, Number.isNaN(sentAtUs) ? 0 : sentAtUs);
  }
}
