import type { Assumptions } from '../../../models/assumptions.js';
import { gapsOf } from '../gaps.js';

/** How long something takes at least and at most, after every allowance. */
export interface Span {
  readonly leastUs: number;
  readonly mostUs: number;
}

/** A duration the limiter waits for, with the boundary in it: what a log and a window compare with. */
export function waitOf(lengthUs: number, assumptions: Assumptions): Span {
  const { acceptUs, refuseUs } = gapsOf(lengthUs, assumptions);
  return { leastUs: acceptUs, mostUs: Math.max(acceptUs, refuseUs) };
}

/** A duration that is only added up: the boundary belongs to the comparison, not to each of them. */
export function partOf(lengthUs: number, assumptions: Assumptions): Span {
  return waitOf(lengthUs, { ...assumptions, boundary: 'inclusive' });
}

/** A duration that nothing waits for: only the clock's rate changes it. */
export function creditOf(lengthUs: number, assumptions: Assumptions): Span {
  return partOf(lengthUs, { ...assumptions, graceUs: { early: 0, late: 0 } });
}
