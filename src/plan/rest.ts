import type { PlanSpec } from './plan.js';

/** How long a key is left alone so that it is as good as new; a key that never recovers only as long as its attempts are apart. */
export function restUsOf({ recoveryUs, spacingUs }: PlanSpec): number {
  return Number.isFinite(recoveryUs) ? recoveryUs : spacingUs;
}
