import { nearestName } from '../history/nearest.js';

/** Longer lists of candidates help nobody inside a sentence. */
const listedMax = 12;

/** `` ; did you mean `x`? `` or nothing when nothing is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const near = nearestName(name, candidates);
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

/** `` ; did you mean `x`? `` or, when nothing is near, what there is to choose from. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = didYouMean(name, candidates);
  if (near !== '') return near;
  if (candidates.length === 0 || candidates.length > listedMax) return '';
  return ` (known: ${[...candidates].sort().join(', ')})`;
}
