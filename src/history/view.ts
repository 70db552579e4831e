import type { Receipts } from './receipts.js';
import type { Action, HistoryEvent } from './action.js';
import { textFields } from './fields.js';
import type { OptionalNumberField, TextField } from './fields.js';
import type { History } from './history.js';
import { outcomeKinds } from './outcome.js';

/** The columns of a finished history; `null` for a column nobody ever wrote to. */
export interface FrozenColumns {
  readonly ids: readonly (string | number)[];
  readonly sentAtUs: Float64Array;
  readonly settledAtUs: Float64Array;
  readonly intendedAtUs: Float64Array;
  readonly step: Float64Array;
  readonly outcome: Uint8Array;
  readonly numbers: Readonly<Record<OptionalNumberField, Float64Array | null>>;
  readonly codes: Readonly<Record<TextField, Int32Array | null>>;
  readonly texts: Readonly<Record<TextField, readonly string[]>>;
  readonly events: readonly HistoryEvent[];
  readonly receipts: Receipts;
  readonly complete: boolean;
}

/** Code 0 of `action` is the default action, which rows leave out. */
const absentCode = (field: TextField): number => (field === 'action' ? 0 : -1);

/** Reads frozen columns as a history. */
export function historyView(columns: FrozenColumns): History {
  const { numbers, codes, texts, ids } = columns;
  const blank = new Map<number, Int32Array>();
  const filledWith = (code: number): Int32Array => {
    const made = blank.get(code) ?? new Int32Array(ids.length).fill(code);
    blank.set(code, made);
    return made;
  };
  return {
    length: ids.length,
    sentAtUs: columns.sentAtUs,
    settledAtUs: columns.settledAtUs,
    intendedAtUs: columns.intendedAtUs,
    outcome: columns.outcome,
    outcomeAt: (row) => outcomeKinds[columns.outcome[row]],
    codes: (field) => codes[field] ?? filledWith(absentCode(field)),
    text: (field, code) => texts[field][code] ?? '',
    reasonAt: (row) => (codes.reason === null ? undefined : texts.reason[codes.reason[row]]),
    costAt: (row) => numberAt(numbers.cost, row) ?? 1,
    retryAfterMsAt: (row) => numberAt(numbers.retryAfterMs, row),
    tokenAt: (row) => numberAt(numbers.token, row),
    actionAt: (row) => actionAt(columns, row),
    events: columns.events,
    receipts: columns.receipts,
    complete: columns.complete,
  };
}

type Writable = { -readonly [K in keyof Action]: Action[K] };

function actionAt(columns: FrozenColumns, row: number): Action {
  const { numbers } = columns;
  const action: Writable = {
    id: columns.ids[row],
    user: textAt(columns, 'user', row),
    resource: textAt(columns, 'resource', row),
    step: columns.step[row],
    intendedAtUs: columns.intendedAtUs[row],
    sentAtUs: finiteOrNull(columns.sentAtUs[row]),
    settledAtUs: finiteOrNull(columns.settledAtUs[row]),
    outcome: outcomeKinds[columns.outcome[row]],
  };
  for (const field of textFields) {
    const code = columns.codes[field]?.[row] ?? absentCode(field);
    if (code !== absentCode(field)) action[field] = columns.texts[field][code];
  }
  const retryAfterMs = numberAt(numbers.retryAfterMs, row);
  if (retryAfterMs !== undefined) action.retryAfterMs = retryAfterMs;
  const serverAtUs = numberAt(numbers.serverAtUs, row);
  if (serverAtUs !== undefined) action.serverAtUs = serverAtUs;
  const cost = numberAt(numbers.cost, row);
  if (cost !== undefined) action.cost = cost;
  const token = numberAt(numbers.token, row);
  if (token !== undefined) action.token = token;
  return action;
}

function textAt(columns: FrozenColumns, field: TextField, row: number): string {
  return columns.texts[field][columns.codes[field]?.[row] ?? -1] ?? '';
}

function numberAt(column: Float64Array | null, row: number): number | undefined {
  return column === null || Number.isNaN(column[row]) ? undefined : column[row];
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
