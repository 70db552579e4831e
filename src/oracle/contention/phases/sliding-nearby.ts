import { seen } from '../windows.js';
import { beginsIn, type Span } from './allowed.js';
import {
  acceptsIn,
  certainIn,
  countsOf,
  holdsFor,
  possibleIn,
  type Counts,
  type Nearby,
  type Own,
} from './nearby.js';
import type { View } from './view.js';

const halvingsMost = 5;

/** Two counters; a phase of `null` is any. */
export interface AnyPhase {
  readonly windowUs: number;
  readonly limit: number;
  readonly cost: number;
  readonly phaseUs: number | null;
}

/**
 * What windows prove for two counters: bounds of either count, and of the share of the window before
 * that is left, give bounds of what an attempt found; for all phases that are possible.
 */
export function slidingNearby(view: View, shape: AnyPhase): Nearby {
  const { windowUs, phaseUs, limit, cost } = shape;
  const counts = countsOf(view);
  const spans = phaseUs === null ? [{ fromUs: 0, toUs: windowUs - 1 }] : [{ fromUs: phaseUs, toUs: phaseUs }];
  return {
    must(question, index) {
      const place = view.places[index];
      if (place < 0) return null;
      const own = { startUs: view.startUs[place], endUs: view.endUs[place] };
      if (own.endUs - own.startUs > 4 * windowUs) return null;
      const begins = beginsIn(spans, windowUs, own.startUs - windowUs + 1, own.endUs);
      const kind = view.kind[place];
      const itself = kind === seen.accept ? own : null;
      const isFull = (span: Span): boolean => leastFound(counts, shape, span, own, itself) + cost > limit;
      if (begins.every((span) => holdsFor(span, halvingsMost, isFull))) {
        const before = begins.map(({ fromUs, toUs }) => ({
          fromUs: fromUs - windowUs,
          toUs: toUs - windowUs,
        }));
        return { answer: 'reject', because: acceptsIn(view, question, before, 2 * windowUs, place) };
      }
      if (!view.isAlone) return null;
      const possibly = kind === seen.reject ? null : own;
      const hasRoom = (span: Span): boolean =>
        span.fromUs - windowUs > view.pastUntilUs &&
        mostFound(counts, shape, span, own, possibly) + cost <= limit;
      if (!begins.every((span) => holdsFor(span, halvingsMost, hasRoom))) return null;
      return { answer: 'accept', because: [] };
    },
  };
}

/** At least so much an attempt found taken, in every window that begins in a span. */
function leastFound(
  counts: Counts,
  { windowUs, cost }: AnyPhase,
  { fromUs, toUs }: Span,
  { startUs, endUs }: Own,
  itself: Own | null,
): number {
  const current = certainIn(counts, toUs, startUs, itself);
  const previous = certainIn(counts, toUs - windowUs, fromUs - 1, itself);
  const leftUs = Math.max(1, fromUs + windowUs - endUs);
  return current * cost + Math.floor((previous * cost * leftUs) / windowUs);
}

/** At most so much. */
function mostFound(
  counts: Counts,
  { windowUs, cost }: AnyPhase,
  { fromUs, toUs }: Span,
  { startUs, endUs }: Own,
  itself: Own | null,
): number {
  const current = possibleIn(counts, fromUs, Math.min(toUs + windowUs - 1, endUs), itself);
  const previous = possibleIn(counts, fromUs - windowUs, toUs - 1, itself);
  const leftUs = Math.min(windowUs, toUs + windowUs - startUs);
  return current * cost + Math.floor((previous * cost * leftUs) / windowUs);
}
