import type { Hypothesis } from './hypotheses.js';

/** Whether a round told something: a hypothesis is gone, or a length is known closer by a twentieth. */
export function progressOf(before: readonly Hypothesis[], after: readonly Hypothesis[]): boolean {
  if (after.length < before.length) return true;
  return after.some(({ spans }, index) => widthOf(spans) < 0.95 * widthOf(before[index].spans));
}

function widthOf(spans: Hypothesis['spans']): number {
  return spans.reduce((sum, { least, most }) => sum + most - least + 1, 0);
}
