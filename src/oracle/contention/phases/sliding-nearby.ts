import { beginsIn, type Span } from './allowed.js';
import {
  acceptsIn,
  certainIn,
  countsOf,
  holdsFor,
  possibleIn,
  type Counts,
  type Ground,
  type Nearby,
  type Own,
} from './nearby.js';

const halvingsMost = 5;

/**
 * What windows prove for two counters: bounds of either count, and of the share of the window before
 * that is left, give bounds of what an attempt found; for all phases that are possible.
 */
export function slidingNearby(ground: Ground): Nearby {
  const { view, costs, windowUs, phaseUs, limit } = ground;
  const counts = countsOf(view, costs, ground.refusalsCount);
  const spans = phaseUs === null ? [{ fromUs: 0, toUs: windowUs - 1 }] : [{ fromUs: phaseUs, toUs: phaseUs }];
  return {
    must(question, index) {
      const place = view.places[index];
      if (place < 0) return null;
      const own = { startUs: view.startUs[place], endUs: view.endUs[place] };
      if (own.endUs - own.startUs > 4 * windowUs) return null;
      const begins = beginsIn(spans, windowUs, own.startUs - windowUs + 1, own.endUs);
      const cost = costs[place];
      const itself = counts.certainly(place);
      const isFull = (span: Span): boolean => leastFound(counts, windowUs, span, own, itself) + cost > limit;
      if (begins.every((span) => holdsFor(span, halvingsMost, isFull))) {
        const before = begins.map(({ fromUs, toUs }) => ({
          fromUs: fromUs - windowUs,
          toUs: toUs - windowUs,
        }));
        return { answer: 'reject', because: acceptsIn(view, question, before, 2 * windowUs, place) };
      }
      if (!view.isAlone) return null;
      const possibly = counts.possibly(place);
      const hasRoom = (span: Span): boolean =>
        span.fromUs - windowUs > view.pastUntilUs &&
        mostFound(counts, windowUs, span, own, possibly) + cost <= limit;
      if (!begins.every((span) => holdsFor(span, halvingsMost, hasRoom))) return null;
      return { answer: 'accept', because: [] };
    },
  };
}

/** At least so much an attempt found taken, in every window that begins in a span. */
function leastFound(
  counts: Counts,
  windowUs: number,
  { fromUs, toUs }: Span,
  { startUs, endUs }: Pick<Own, 'startUs' | 'endUs'>,
  itself: Own | null,
): number {
  const current = certainIn(counts, toUs, startUs, itself);
  const previous = certainIn(counts, toUs - windowUs, fromUs - 1, itself);
  const leftUs = Math.max(1, fromUs + windowUs - endUs);
  return current + Math.floor((previous * leftUs) / windowUs);
}

/** At most so much. */
function mostFound(
  counts: Counts,
  windowUs: number,
  { fromUs, toUs }: Span,
  { startUs, endUs }: Pick<Own, 'startUs' | 'endUs'>,
  itself: Own | null,
): number {
  const current = possibleIn(counts, fromUs, Math.min(toUs + windowUs - 1, endUs), itself);
  const previous = possibleIn(counts, fromUs - windowUs, toUs - 1, itself);
  const leftUs = Math.min(windowUs, toUs + windowUs - startUs);
  return current + Math.floor((previous * leftUs) / windowUs);
}
