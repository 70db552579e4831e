import type { Assumptions } from '../../models/assumptions.js';

/** What a duration of the model means between two decision instants, after every allowance. */
export interface Gaps {
  /** Two accepts that are less apart than this broke the limit. */
  readonly acceptUs: number;
  /** A reject this long after the last accept, or longer, was wrong. At least `acceptUs`. */
  readonly refuseUs: number;
}

/**
 * Durations stretch by clock drift and declared grace, always in the server's favour: a clock that
 * runs slow by a share r takes 1 / (1 - r) of the time, which is a little more than 1 + r.
 */
export function gapsOf(everyUs: number, assumptions: Assumptions): Gaps {
  const { driftPpm, graceUs, boundary } = assumptions;
  const lengthUs = everyUs + (boundary === 'exclusive' ? 1 : 0);
  const shortestUs = Math.floor((lengthUs * (1_000_000 - driftPpm)) / 1_000_000) - graceUs.early;
  const longestUs = Math.ceil((lengthUs * 1_000_000) / (1_000_000 - driftPpm)) + graceUs.late;
  return { acceptUs: Math.max(0, shortestUs), refuseUs: longestUs };
}
