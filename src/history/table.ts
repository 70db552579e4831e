import type { HistoryEvent } from './action.js';
import { dictionary } from './dictionary.js';
import type { Dictionary } from './dictionary.js';
import { defaultAction, optionalNumberFields, requiredNumberFields, textFields } from './fields.js';
import type { OptionalNumberField, RequiredNumberField, TextField } from './fields.js';
import { float64Column, int32Column, uint8Column } from './growing.js';
import type { GrowingColumn } from './growing.js';
import type { History } from './history.js';
import { outcomeKinds } from './outcome.js';
import type { OutcomeKind } from './outcome.js';
import { sendOrder } from './order.js';
import { noReceipts, type Receipts } from './receipts.js';
import { historyView } from './view.js';

type NumberField = RequiredNumberField | OptionalNumberField;

/**
 * The growing columns behind a history, without any policy: rows are started, cells are set in any
 * order. A new row is sent-but-unanswered: `unknown` and open, the one state that claims nothing.
 */
export interface ActionTable {
  readonly length: number;
  readonly ids: readonly (string | number)[];
  start(id: string | number): number;
  outcomeOf(row: number): OutcomeKind;
  setOutcome(row: number, kind: OutcomeKind): void;
  /** Codes of outcomes, as `outcomeKinds` counts them. */
  readonly outcomes: GrowingColumn<Uint8Array>;
  /** `NaN` where nothing was set; `Infinity` for `settledAtUs`. */
  readonly numbers: Readonly<Record<NumberField, GrowingColumn<Float64Array>>>;
  readonly texts: Readonly<Record<TextField, TextColumn>>;
  /** Copies everything into a history, rows in order of sending. The table can grow on. */
  history(events: readonly HistoryEvent[], complete: boolean, receipts?: Receipts): History;
}

/** A column of texts: codes of a dictionary, -1 where nothing was set. */
export interface TextColumn {
  readonly codes: GrowingColumn<Int32Array>;
  readonly dictionary: Dictionary;
  put(row: number, text: string): void;
}

const codeOfKind = new Map<OutcomeKind, number>(outcomeKinds.map((kind, code) => [kind, code]));
const unknownCode = outcomeKinds.indexOf('unknown');

/** Makes an empty table; `capacity` is the number of rows it starts with room for. */
export function actionTable(capacity: number): ActionTable {
  const ids: (string | number)[] = [];
  const outcome = uint8Column(unknownCode, capacity);
  const numbers = record([...requiredNumberFields, ...optionalNumberFields], (field) =>
    float64Column(field === 'settledAtUs' ? Infinity : NaN, capacity),
  );
  const texts = record(textFields, (field) =>
    textColumn(field === 'action' ? [defaultAction] : [], capacity),
  );
  return {
    get length() {
      return ids.length;
    },
    ids,
    start: (id) => ids.push(id) - 1,
    outcomeOf: (row) => outcomeKinds[outcome.get(row)],
    setOutcome: (row, kind) => outcome.set(row, codeOfKind.get(kind) ?? unknownCode),
    outcomes: outcome,
    numbers,
    texts,
    history: (events, complete, receipts = noReceipts) =>
      frozen({ ids, outcome, numbers, texts }, events, complete, receipts),
  };
}

/** Where one text is known from the start it is also the default. */
function textColumn(known: readonly string[], capacity: number): TextColumn {
  const codes = int32Column(known.length - 1, capacity);
  const texts = dictionary(known);
  return { codes, dictionary: texts, put: (row, text) => codes.set(row, texts.codeOf(text)) };
}

interface Columns extends Pick<ActionTable, 'ids' | 'numbers' | 'texts'> {
  readonly outcome: GrowingColumn<Uint8Array>;
}

function frozen(
  columns: Columns,
  events: readonly HistoryEvent[],
  complete: boolean,
  receipts: Receipts,
): History {
  const { numbers, ids } = columns;
  const length = ids.length;
  const sent = numbers.sentAtUs.trimmed(length, null);
  const intended = numbers.intendedAtUs.trimmed(length, null);
  const order = sendOrder(ids, sent, intended);
  const inOrder = (column: GrowingColumn<Float64Array>) => column.trimmed(length, order);
  return historyView({
    ids: order === null ? ids.slice() : Array.from(order, (row) => ids[row]),
    sentAtUs: order === null ? sent : inOrder(numbers.sentAtUs),
    intendedAtUs: order === null ? intended : inOrder(numbers.intendedAtUs),
    settledAtUs: inOrder(numbers.settledAtUs),
    step: inOrder(numbers.step),
    outcome: columns.outcome.trimmed(length, order),
    numbers: record(optionalNumberFields, (field) => (numbers[field].used ? inOrder(numbers[field]) : null)),
    codes: record(textFields, (field) =>
      columns.texts[field].codes.used ? columns.texts[field].codes.trimmed(length, order) : null,
    ),
    texts: record(textFields, (field) => columns.texts[field].dictionary.texts.slice()),
    events: events.slice(),
    receipts,
    complete,
  });
}

function record<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, V>;
}
