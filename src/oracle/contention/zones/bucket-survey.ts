import type { Decision, Sink, Slack, SurveyRules } from '../searched/survey/rules.js';
import type { BucketLengths } from './bucket-lengths.js';

/** Attempts that cost more are not followed. */
const costsMost = 64;

/**
 * A token bucket for a survey: it remembers when it will be full again. An accept moves that on from
 * itself or, when the bucket was not full, from where it was; a refusal only says that it is far enough
 * away. `null` with an exclusive boundary, where how much was taken counts besides.
 */
export function bucketSurvey(bucket: BucketLengths): SurveyRules | null {
  if (bucket.late > 0) return null;
  return {
    knows: (cost) => cost <= costsMost,
    begin(pastUntilUs, sink) {
      sink(0, -Infinity, pastUntilUs === null ? -Infinity : pastUntilUs + bucket.capUs);
    },
    slack: slackOf(bucket),
    everything: (sink) => sink(0, -Infinity, Infinity),
    after: (decision, _mode, loUs, hiUs, sink) => {
      if (!stays(bucket, decision, loUs, hiUs, sink)) after(bucket, decision, loUs, hiUs, sink);
    },
    before: (decision, _mode, loUs, hiUs, sink) => {
      if (!stays(bucket, decision, loUs, hiUs, sink)) before(bucket, decision, loUs, hiUs, sink);
    },
  };
}

/**
 * Unless the bucket was full, an accept may as well have come as soon as there was enough: then so may
 * all that come after it. A full one counts from the accept itself.
 */
function slackOf({ capacity, token }: BucketLengths): Slack {
  return {
    leastAfterUs: ({ isAccept, fromUs, cost }, leastUs) =>
      isAccept && cost <= capacity ? Math.max(fromUs, leastUs) + cost * token.leastUs : leastUs,
    isLoose: ({ toUs, othersFromUs }, leastUs, mostCost) =>
      toUs > Math.max(leastUs - Math.min(mostCost, capacity) * token.mostUs, othersFromUs),
  };
}

/** What changes nothing, so that it leads forth and back alike: refusals, and what costs more than there ever is. */
function stays(
  { capacity, creditFor }: BucketLengths,
  { isAccept, fromUs, cost }: Decision,
  loUs: number,
  hiUs: number,
  sink: Sink,
): boolean {
  if (isAccept) return cost > capacity;
  sink(0, cost > capacity ? loUs : Math.max(loUs, fromUs + creditFor(cost).leastUs + 1), hiUs);
  return true;
}

function after(
  { token, creditFor }: BucketLengths,
  { fromUs, toUs, cost }: Decision,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  const mostUs = Math.min(hiUs, toUs + creditFor(cost).mostUs);
  if (loUs > mostUs) return;
  sink(0, Math.max(fromUs, loUs) + cost * token.leastUs, Math.max(toUs, mostUs) + cost * token.mostUs);
}

function before(
  { token, creditFor }: BucketLengths,
  { fromUs, toUs, cost }: Decision,
  loUs: number,
  hiUs: number,
  sink: Sink,
): void {
  // When it was full again, or the accept itself: whichever was later.
  const laterLoUs = loUs - cost * token.mostUs;
  const laterHiUs = hiUs - cost * token.leastUs;
  if (fromUs > laterHiUs) return;
  sink(0, toUs >= laterLoUs ? -Infinity : laterLoUs, Math.min(laterHiUs, toUs + creditFor(cost).mostUs));
}
