import type { Assumptions } from '../../../models/assumptions.js';
import type { SurveyRules } from '../searched/survey/rules.js';
import { creditOf, partOf, type Span } from './durations.js';

/**
 * A token bucket for a survey: it remembers when it will be full again. An accept moves that on from
 * itself or, when the bucket was not full, from where it was; a refusal only says that it is far enough
 * away. `null` with an exclusive boundary, where how much was taken counts besides.
 */
export function bucketSurvey(
  capacity: number,
  refillEveryUs: number,
  assumptions: Assumptions,
): SurveyRules | null {
  if (assumptions.boundary === 'exclusive') return null;
  const token = partOf(refillEveryUs, assumptions);
  const credits: Span[] = [];
  const creditFor = (cost: number): Span =>
    (credits[cost] ??= creditOf((capacity - cost) * refillEveryUs, assumptions));
  return {
    knows: (cost) => cost <= costsMost,
    begin(pastUntilUs, sink) {
      const untilUs = pastUntilUs === null ? -Infinity : pastUntilUs + creditFor(1).mostUs + token.mostUs;
      sink(0, -Infinity, untilUs);
    },
    // Unless the bucket was full, an accept may as well have come as soon as there was enough: then so may
    // all that come after it. A full one counts from the accept itself.
    slack: {
      leastAfterUs: ({ isAccept, fromUs, cost }, leastUs) =>
        isAccept && cost <= capacity ? Math.max(fromUs, leastUs) + cost * token.leastUs : leastUs,
      isLoose: ({ toUs, othersFromUs }, leastUs, mostCost) =>
        toUs > Math.max(leastUs - Math.min(mostCost, capacity) * token.mostUs, othersFromUs),
    },
    everything: (sink) => sink(0, -Infinity, Infinity),
    after({ isAccept, fromUs, toUs, cost }, _mode, loUs, hiUs, sink) {
      if (cost > capacity) return isAccept ? undefined : sink(0, loUs, hiUs);
      const credit = creditFor(cost);
      if (!isAccept) return sink(0, Math.max(loUs, fromUs + credit.leastUs + 1), hiUs);
      const mostUs = Math.min(hiUs, toUs + credit.mostUs);
      if (loUs > mostUs) return;
      sink(0, Math.max(fromUs, loUs) + cost * token.leastUs, Math.max(toUs, mostUs) + cost * token.mostUs);
    },
    before({ isAccept, fromUs, toUs, cost }, _mode, loUs, hiUs, sink) {
      if (cost > capacity) return isAccept ? undefined : sink(0, loUs, hiUs);
      const credit = creditFor(cost);
      if (!isAccept) return sink(0, Math.max(loUs, fromUs + credit.leastUs + 1), hiUs);
      // When it was full again, or the accept itself: whichever was later.
      const laterLoUs = loUs - cost * token.mostUs;
      const laterHiUs = hiUs - cost * token.leastUs;
      if (fromUs > laterHiUs) return;
      sink(0, toUs >= laterLoUs ? -Infinity : laterLoUs, Math.min(laterHiUs, toUs + credit.mostUs));
    },
  };
}

/** Attempts mostly cost little. */
const costsMost = 64;
