import type { PlanSpec } from './plan.js';

/** What is certain of a key that nobody has used for a full recovery. */
export interface Burst {
  /** So many attempts are accepted, however close together, and then one more is refused. */
  readonly accepts: number;
  /** For how long; `Infinity`: for ever. */
  readonly refusedForUs: number;
  /** Whether that time runs from the first or from the last of the accepts. */
  readonly from: 'first' | 'last';
  /** Whether a refused attempt makes it longer. */
  readonly restarts: boolean;
}

/** What the limit of a plan makes certain, or `null` where nobody knows when it refuses. */
export function burstOf({ burst, sureOf = 'both', spacingUs }: PlanSpec): Burst | null {
  if (burst !== undefined) return burst;
  return sureOf === 'both' ? { accepts: 1, refusedForUs: spacingUs, from: 'first', restarts: false } : null;
}
