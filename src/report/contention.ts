/**
 * Every action of a run as its decision window, for whoever draws them: columns of the same length, one row an
 * action that was sent, by the time of sending. Names and reasons are hostile text.
 */
export interface Contention {
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
