import type { History } from '../history/history.js';
import { fieldsOf, keyText } from '../oracle/hearing.js';
import type { Verdict } from '../oracle/verdict.js';
import { clip } from './clip.js';
import { chosenRows } from './contention-rows.js';
import { inShownOrder } from './oracle.js';
import { limitUsOf, type ReportedModel } from './shown.js';

/**
 * Every action of a run as its decision window, for whoever draws them: columns of the same length, one row an
 * action that was sent, by the time of sending. Names and reasons are hostile text.
 */
export interface Contention {
  /**
   * What times here count from, on the clock of the report: 0 for a run, the first send for a log of another tool,
   * whose clock may have begun in 1970. Taken off the times of rows, and not off those of `oracle.violations`.
   */
  readonly originUs: number;
  readonly users: readonly string[];
  readonly resources: readonly string[];
  /** What the limit is counted on, in the words of `oracle.keys`. */
  readonly keys: readonly string[];
  readonly phases: readonly string[];
  readonly reasons: readonly string[];
  readonly rows: {
    readonly id: readonly (number | string)[];
    /** Indexes into `users`, `resources`, `keys`, `phases` (-1: none). */
    readonly user: readonly number[];
    readonly resource: readonly number[];
    readonly key: readonly number[];
    readonly phase: readonly number[];
    readonly sentAtUs: readonly number[];
    /** `null`: no answer. */
    readonly settledAtUs: readonly (number | null)[];
    /** Indexes into `outcomeKinds` and `judgements`. */
    readonly outcome: readonly number[];
    readonly judgement: readonly number[];
    /** -1: none. */
    readonly reason: readonly number[];
  };
  /** How long an accept shuts its key, where that is all there is to the limit: what casts a shadow; else `null`. */
  readonly shadowUs: number | null;
  /** Rows of each violation of `oracle.violations`, in the same order; -1 where a row is left out. */
  readonly violations: readonly (readonly number[])[];
  /** How many actions were sent; more than there are rows where some keys were left out. */
  readonly sent: number;
  /** Keys whose actions are left out because there are too many: never one with a violation that is shown. */
  readonly keysLeftOut: number;
}

/** What of a run is drawn. */
export interface Drawing {
  /** How many violations the report shows. */
  readonly violations: number;
  /** What times count from; 0 unless told. */
  readonly originUs?: number;
}

/** More rows than this make a page that nobody can open. */
const rowsMost = 100_000;
/** A server that words each refusal anew fills no page with it. */
const reasonsMost = 1000;
const otherReason = '\u2026';

/**
 * The actions of a history as they are drawn, in order of sending. Up to 100 000 rows, and whole keys where there are
 * more: first those of violations that are shown, then those with other wrong answers, then the rest by name. Only a
 * key that is too large by itself is shown in part: what is around its violations, and its beginning.
 */
export function contentionOf(
  history: History,
  verdict: Verdict,
  model: ReportedModel,
  { violations, originUs = 0 }: Drawing,
  most = rowsMost,
): Contention {
  const per = fieldsOf(model);
  const shown = inShownOrder(verdict).slice(0, violations);
  const { rows, keyOf, firstOf, sent, keysLeftOut } = chosenRows(history, { per, verdict, shown, most });
  const keys = numbering((key) => keyText(history, per, firstOf[key]));
  const reasons = textNumbers();
  const [users, resources, phases] = (['user', 'resource', 'phase'] as const).map((field) =>
    columnOf(history, rows, field),
  );
  return {
    originUs,
    users: users.names,
    resources: resources.names,
    keys: keys.texts,
    phases: phases.names,
    reasons: reasons.texts,
    rows: {
      id: Array.from(rows, (row) => history.actionAt(row).id),
      user: users.column,
      resource: resources.column,
      key: Array.from(rows, (row) => keys.of(keyOf[row])),
      phase: phases.column,
      sentAtUs: Array.from(rows, (row) => history.sentAtUs[row] - originUs),
      settledAtUs: Array.from(rows, (row) => endOf(history.settledAtUs[row] - originUs)),
      outcome: Array.from(rows, (row) => history.outcome[row]),
      judgement: Array.from(rows, (row) => verdict.perAction[row]),
      reason: Array.from(rows, (row) => reasons.of(history.reasonAt(row))),
    },
    shadowUs: limitUsOf(model),
    violations: placesOf(shown, rows, history.length),
    sent,
    keysLeftOut,
  };
}

/** No answer, no end. */
const endOf = (us: number): number | null => (Number.isFinite(us) ? us : null);

/** The same with every text in it changed, as `mapTexts` does it with a report. */
export function withTexts(contention: Contention, change: (text: string) => string): Contention {
  const { users, resources, keys, phases, reasons, rows } = contention;
  return {
    ...contention,
    users: users.map(change),
    resources: resources.map(change),
    keys: keys.map(change),
    phases: phases.map(change),
    reasons: reasons.map(change),
    rows: { ...rows, id: rows.id.map((id) => (typeof id === 'string' ? change(id) : id)) },
  };
}

/** A field of these rows, in numbers, and the names behind them. */
function columnOf(history: History, rows: Int32Array, field: 'user' | 'resource' | 'phase') {
  const codes = history.codes(field);
  const names = numbering((code) => history.text(field, code));
  return { column: Array.from(rows, (row) => names.of(codes[row])), names: names.texts };
}

/** Codes numbered anew in order of their first use, so that texts nobody uses are left out. Negative: none. */
function numbering(textOf: (code: number) => string) {
  const numbers = new Map<number, number>();
  const texts: string[] = [];
  return {
    texts,
    of(code: number): number {
      if (code < 0) return -1;
      const known = numbers.get(code);
      if (known !== undefined) return known;
      numbers.set(code, texts.length);
      return texts.push(textOf(code)) - 1;
    },
  };
}

/** Texts numbered in order of their first use; there are only so many, and then one for all others. */
function textNumbers() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of(text: string | undefined): number {
      if (text === undefined) return -1;
      const clipped = clip(text);
      const told = numbers.has(clipped) || texts.length < reasonsMost ? clipped : otherReason;
      const known = numbers.get(told);
      if (known !== undefined) return known;
      numbers.set(told, texts.length);
      return texts.push(told) - 1;
    },
  };
}

/** Where the rows of each violation are drawn. */
function placesOf(
  violations: Verdict['violations'],
  drawn: Int32Array,
  length: number,
): readonly (readonly number[])[] {
  const places = new Int32Array(length).fill(-1);
  for (let index = 0; index < drawn.length; index++) places[drawn[index]] = index;
  return violations.map(({ rows }) => rows.map((row) => places[row]));
}
