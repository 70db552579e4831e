import type { Hypothesis } from './hypotheses.js';

/** Lengths must be known closer by this share, on the whole, for a round to have told something. */
const shareLeast = 0.03;

/** Whether a round told something: a hypothesis is gone, or lengths are known closer. */
export function progressOf(before: readonly Hypothesis[], after: readonly Hypothesis[]): boolean {
  if (after.length < before.length) return true;
  const shares = after.map(({ spans }, index) => widthOf(spans) / widthOf(before[index].spans));
  return shares.reduce((sum, share) => sum + share, 0) <= (1 - shareLeast) * shares.length;
}

function widthOf(spans: Hypothesis['spans']): number {
  return spans.reduce((sum, { least, most }) => sum + most - least + 1, 0);
}
