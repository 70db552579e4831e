import type { Action } from '../../history/action.js';

/** What accepted actions should have made of the server's state, as a scenario declares it. */
export interface StateSpec {
  readonly name: string;
  /** `number`: a tally, a balance, free seats. `members`: who is in, each at most once. */
  readonly kind: 'number' | 'members';
  /**
   * What an action does to the state if it is accepted; `null`: nothing. `by` is a whole number, for members
   * `+1` puts `member` in and `-1` takes it out.
   */
  readonly changeOf: (action: Action) => StateChange | null;
  /** The value of every key before the run; `null`: whatever the first reading says. Members start with nobody. */
  readonly start: number | null;
  /**
   * Whether nothing can have been done before the run, so that `start` is believed; if not, what was read first
   * counts. Absent: where the assumptions say that everything begins fresh.
   */
  readonly isStartSure?: boolean;
  /** How long the server may take, after its answer, to show what it accepted. */
  readonly settleUs: number;
  /** Where no action of a run changes anything, every number that is read must be what it was at the start. */
  readonly isConstantUntouched?: boolean;
}

export interface StateChange {
  readonly key: string;
  readonly by: number;
  readonly member?: string;
}
