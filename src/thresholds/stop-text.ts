import type { Threshold } from './threshold.js';

/** What a run notes when a threshold stops it, and by what a report finds out that it did. */
export function stopText({ text, scope }: Pick<Threshold, 'text' | 'scope'>): string {
  const whose =
    scope === null ? '' : ` of ${scope.name === null ? `each ${scope.by}` : `${scope.by} ${scope.name}`}`;
  return `the run was stopped by its threshold ${text}${whose}, which could not hold any more`;
}
