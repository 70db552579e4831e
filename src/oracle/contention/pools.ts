import type { Budget } from './budget.js';

/**
 * Steps that all keys together may take. Far more than histories of servers in their senses need; they
 * keep the judge from thinking for hours about one that answers at random.
 */
export interface Pools {
  readonly search: Budget;
  readonly flips: Budget;
  readonly evidence: Budget;
}

/** The pools for a history of a number of rows. */
export function poolsOf(rows: number): Pools {
  return {
    search: { left: 40_000_000 + 100 * rows },
    flips: { left: 40_000_000 + 20 * rows },
    evidence: { left: 8_000_000 + 20 * rows },
  };
}

/** Takes a share out of a pool for a piece of work, and gives back what it left. */
export function withShare<T>(pool: Budget, most: number, work: (budget: Budget) => T): T {
  const share = Math.min(most, Math.max(0, pool.left));
  const budget = { left: share };
  const result = work(budget);
  pool.left -= share - Math.max(0, budget.left);
  return result;
}
