import type { Action, HistoryEvent, KeyField } from './action.js';
import type { OutcomeKind } from './outcome.js';
import type { Receipts } from './receipts.js';

/**
 * A finished history, read column by column (rows are numbered 0..length-1 in order of sending).
 * The judge reads columns, reports read rows; nobody writes.
 */
export interface History {
  readonly length: number;
  /** `NaN` where the action never left. */
  readonly sentAtUs: Float64Array;
  /** `Infinity` where the server may act at any later time. */
  readonly settledAtUs: Float64Array;
  readonly intendedAtUs: Float64Array;
  /** Index into `outcomeKinds`. */
  readonly outcome: Uint8Array;
  outcomeAt(row: number): OutcomeKind;
  /** The dictionary code of a key field in a row; equal codes mean equal text. -1 where absent. */
  codes(field: KeyField): Int32Array;
  text(field: KeyField, code: number): string;
  reasonAt(row: number): string | undefined;
  costAt(row: number): number;
  /** When the server said to come back, after its refusal. */
  retryAfterMsAt(row: number): number | undefined;
  /** The fencing token the server gave. */
  tokenAt(row: number): number | undefined;
  /** The whole row, for reports and evidence. */
  actionAt(row: number): Action;
  readonly events: readonly HistoryEvent[];
  /** Broadcasts that arrived, where the scenario says how to know them. */
  readonly receipts: Receipts;
  /** False when the run broke off: unjournalled actions were added back as `unknown`. */
  readonly complete: boolean;
}
