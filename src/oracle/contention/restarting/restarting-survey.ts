import type { Gaps } from '../gaps.js';
import type { Decision, Sink, SurveyRules } from '../searched/survey/rules.js';
import type { Slots } from './slots.js';

/** With more room too many counts would have to be told apart. */
const slotsMost = 16;

/**
 * A limit whose time every attempt starts again, for a survey: it remembers how many it accepted, none
 * meaning that nobody has tried yet, and the last attempt. As that is the last decision, nothing is left out.
 */
export function restartingSurvey({ count: slots, spare }: Slots, gaps: Gaps): SurveyRules {
  return {
    knows: () => slots <= slotsMost,
    remembersLast: true,
    begin(pastUntilUs, sink) {
      sink(0, -Infinity, -Infinity);
      if (pastUntilUs === null) return;
      for (let count = spare > 0 ? 0 : 1; count <= slots; count++) sink(count, -Infinity, pastUntilUs);
    },
    everything(sink) {
      for (let count = 0; count <= slots; count++) sink(count, -Infinity, Infinity);
    },
    after: (decision, count, loUs, hiUs, sink) => after(slots, gaps, decision, count, loUs, hiUs, sink),
    before: (decision, count, loUs, hiUs, sink) => before(slots, gaps, decision, count, loUs, hiUs, sink),
  };
}

function after(
  slots: number,
  { acceptUs, refuseUs }: Gaps,
  { isAccept, isOpen, fromUs, toUs }: Decision,
  count: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  const untilUs = Math.min(toUs, hiUs + refuseUs - 1);
  if ((!isAccept || isOpen) && count >= slots) sink(count, Math.max(fromUs, loUs), untilUs);
  if (!isAccept) return;
  sink(1, Math.max(fromUs, loUs + acceptUs), toUs);
  if (count < slots) sink(count + 1, Math.max(fromUs, loUs), untilUs);
}

function before(
  slots: number,
  { acceptUs, refuseUs }: Gaps,
  { isAccept, isOpen, fromUs, toUs }: Decision,
  count: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  /** When it was decided, to come to what is wanted. */
  const leastUs = Math.max(fromUs, loUs);
  const mostUs = Math.min(toUs, hiUs);
  if (leastUs > mostUs || count === 0) return;
  const sinceUs = leastUs - refuseUs + 1;
  if ((!isAccept || isOpen) && count >= slots) sink(count, sinceUs, mostUs);
  if (!isAccept) return;
  if (count === 1) for (let was = 0; was <= slots; was++) sink(was, -Infinity, mostUs - acceptUs);
  sink(count - 1, sinceUs, mostUs);
}
