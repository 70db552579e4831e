import type { Decision, Sink, SurveyRules } from '../searched/survey/rules.js';
import type { Span } from './durations.js';

/** Of larger windows too many counts would have to be told apart. */
const limitMost = 16;

/** A window that begins with an accept, as far as a survey needs to know it. */
interface Surveyed {
  readonly limit: number;
  /** How long a window lasts. */
  readonly wait: Span;
  readonly refresh: 'never' | 'accept';
}

/**
 * A window that begins with an accept, for a survey: it remembers how much of it is used, and when it
 * began or was put off last; nothing used means that there is no window. `null` for large limits.
 */
export function windowSurvey(window: Surveyed): SurveyRules | null {
  const { limit } = window;
  if (limit > limitMost) return null;
  const some = (untilUs: number, sink: Sink): void => {
    for (let used = 0; used <= limit; used++) sink(used, -Infinity, untilUs);
  };
  return {
    knows: (cost) => cost > 0,
    begin(pastUntilUs, sink) {
      if (pastUntilUs === null) sink(0, -Infinity, -Infinity);
      else some(pastUntilUs, sink);
    },
    everything: (sink) => some(Infinity, sink),
    after: (decision, used, loUs, hiUs, sink) => {
      if (!stays(window, decision, used, loUs, hiUs, sink)) after(window, decision, used, loUs, hiUs, sink);
    },
    before: (decision, used, loUs, hiUs, sink) => {
      if (!stays(window, decision, used, loUs, hiUs, sink)) before(window, decision, used, loUs, hiUs, sink);
    },
  };
}

/** What changes nothing, so that it leads forth and back alike: refusals, and what costs more than there ever is. */
function stays(
  { limit, wait }: Surveyed,
  { isAccept, fromUs, toUs, cost }: Decision,
  used: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): boolean {
  if (isAccept) return cost > limit;
  if (cost > limit) sink(used, loUs, hiUs);
  else if (used > limit - cost) within(wait, fromUs, toUs, used, loUs, hiUs, sink);
  return true;
}

/** When the window began, if a decision fell into it. */
function within(
  wait: Span,
  fromUs: number,
  toUs: number,
  used: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  sink(used, Math.max(loUs, fromUs - wait.mostUs + 1), Math.min(hiUs, toUs));
}

function after(
  { limit, wait, refresh }: Surveyed,
  { fromUs, toUs, cost }: Decision,
  used: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  sink(cost, used === 0 ? fromUs : Math.max(fromUs, loUs + wait.leastUs), toUs);
  if (used === 0 || used > limit - cost) return;
  if (refresh === 'never') return within(wait, fromUs, toUs, used + cost, loUs, hiUs, sink);
  sink(used + cost, Math.max(fromUs, loUs), Math.min(toUs, hiUs + wait.mostUs - 1));
}

function before(
  { limit, wait, refresh }: Surveyed,
  { fromUs, toUs, cost }: Decision,
  used: number,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  /** The accept itself, if the window began with it or was put off by it. */
  const acceptLoUs = Math.max(fromUs, loUs);
  const acceptHiUs = Math.min(toUs, hiUs);
  if (used === cost && acceptLoUs <= acceptHiUs) {
    sink(0, -Infinity, Infinity);
    for (let other = 1; other <= limit; other++) sink(other, -Infinity, acceptHiUs - wait.leastUs);
  }
  if (used <= cost) return;
  if (refresh === 'never') return within(wait, fromUs, toUs, used - cost, loUs, hiUs, sink);
  if (acceptLoUs <= acceptHiUs) sink(used - cost, acceptLoUs - wait.mostUs + 1, acceptHiUs);
}
