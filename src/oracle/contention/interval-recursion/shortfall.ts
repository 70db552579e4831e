import type { Rules } from './course.js';
import { earliestAfter } from '../restarts.js';

/** The least widening after which an accept in a window that ends at `endUs` may follow one that began at `startUs`. */
export function shortfall(startUs: number, endUs: number, { gaps, restarts }: Rules): number {
  if (restarts.length === 0) {
    const missingUs = startUs + gaps.acceptUs - endUs;
    return missingUs <= 0 ? 0 : Math.ceil(missingUs / 2);
  }
  if (earliestAfter(startUs, gaps.acceptUs, restarts) <= endUs) return 0;
  let leastUs = Math.ceil((startUs + gaps.acceptUs - endUs) / 2);
  for (const { fromUs, toUs } of restarts)
    leastUs = Math.min(leastUs, Math.max(startUs - toUs, fromUs - endUs, Math.ceil((startUs - endUs) / 2)));
  return leastUs;
}
