import type { Attempt } from '../../models/model.js';
import type { Length, Readings } from '../verify/readings.js';

/** An action with its instant. */
export interface Placed {
  /** The row of the history; below zero for somebody unseen. */
  readonly row: number;
  /** `null`, with the decision: it never ran. */
  readonly atUs: number | null;
  readonly decision: 'accept' | 'reject' | null;
  /** The lengths the limiter went by, where they are not those that were declared. */
  readonly by?: Length;
}

/** What placing needs to know of a key. */
export interface Ground {
  readonly readings: Readings;
  attemptAt(row: number): Attempt;
}

/** Somebody unseen, of whom nothing is known. */
export const unseenAttempt: Attempt = { user: '', resource: '', action: 'act', cost: 1 };
