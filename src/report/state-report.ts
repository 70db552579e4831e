import type { CheckVerdict, StateViolation } from '../oracle/state/verdict.js';

/** What the server's state said of what it had accepted. Why a reading failed is hostile text. */
export interface StateReport {
  readonly checks: readonly (Omit<CheckVerdict, 'violations' | 'notes'> & {
    /** How many there are. */
    readonly violations: number;
  })[];
  readonly violationCount: number;
  /** The first 100, check by check; `atUs` is when the answer had arrived. */
  readonly violations: readonly Omit<StateViolation, 'askedAtUs'>[];
}
