import type { Must, Question } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';
import { allowedBy, beginsIn, coarsened, type Span } from './allowed.js';
import { phasesOf, type RuledOut } from './ruled-out.js';
import type { Shape } from './shape.js';
import type { View } from './view.js';

/** How many spans of phases are told apart, and how often each is halved where it is too coarse. */
const spansMost = 8;
const halvingsMost = 5;

/** What windows of actions prove about each, for all phases that the others leave. */
export interface Nearby {
  must(question: Question, index: number): Must | null;
}

/** How many of some windows had begun, or were over, by some instant. */
export interface Edges {
  readonly startsUs: Float64Array;
  readonly endsUs: Float64Array;
}

/** What is counted: those certainly accepted, and those that may have been. */
export interface Counts {
  readonly certain: Edges;
  readonly possible: Edges;
}

/** Reads a view once. */
export function countsOf({ startUs, endUs, kind }: View): Counts {
  const of = (isOne: (kind: number) => boolean): Edges => ({
    startsUs: startUs.filter((_, place) => isOne(kind[place])).sort(),
    endsUs: endUs.filter((_, place) => isOne(kind[place])).sort(),
  });
  return { certain: of((one) => one === seen.accept), possible: of((one) => one !== seen.reject) };
}

/** At least so many accepts, besides one of them, certainly were in the closed `[fromUs, toUs]`. */
export function certainIn({ certain }: Counts, fromUs: number, toUs: number, own: Own | null): number {
  const { startsUs, endsUs } = certain;
  const over = firstAtLeast(endsUs, endsUs.length, toUs + 1);
  const before = firstAtLeast(startsUs, startsUs.length, fromUs);
  const self = own === null ? 0 : (own.endUs <= toUs ? 1 : 0) - (own.startUs < fromUs ? 1 : 0);
  return Math.max(0, over - before - self);
}

/** At most so many, besides one of them, may have been accepted in the closed `[fromUs, toUs]`. */
export function possibleIn({ possible }: Counts, fromUs: number, toUs: number, own: Own | null): number {
  const { startsUs, endsUs } = possible;
  const begun = firstAtLeast(startsUs, startsUs.length, toUs + 1);
  const over = firstAtLeast(endsUs, endsUs.length, fromUs);
  const self = own === null ? 0 : (own.startUs <= toUs ? 1 : 0) - (own.endUs < fromUs ? 1 : 0);
  return Math.max(0, begun - over - self);
}

/** The window of the action that is asked about. */
export interface Own {
  readonly startUs: number;
  readonly endUs: number;
}

/** Whether something holds for every window of the clock that begins in a span; halves it where it is too coarse. */
export function holdsFor(span: Span, halvings: number, holds: (span: Span) => boolean): boolean {
  if (holds(span)) return true;
  const { fromUs, toUs } = span;
  if (halvings === 0 || fromUs === toUs) return false;
  const middleUs = Math.floor((fromUs + toUs) / 2);
  return (
    holdsFor({ fromUs, toUs: middleUs }, halvings - 1, holds) &&
    holdsFor({ fromUs: middleUs + 1, toUs }, halvings - 1, holds)
  );
}

/** Made once for each question: an unknown phase is narrowed first. */
export function nearbyOf(view: View, shape: Shape, phaseUs: number | null): Nearby {
  const { windowUs, slots } = shape;
  const counts = countsOf(view);
  const budget = { left: 20_000 + 20 * view.length };
  const strideUs = Math.max(1, Math.floor(windowUs / 64));
  const ruledOut = phaseUs === null ? phasesOf(view, shape, { firstUs: [], strideUs }, budget).ruledOut : [];
  const spansOf = (some: readonly RuledOut[]): readonly Span[] =>
    phaseUs === null ? coarsened(allowedBy(some, windowUs), spansMost) : [{ fromUs: phaseUs, toUs: phaseUs }];
  const all = spansOf(ruledOut);
  const spansFor = (place: number): readonly Span[] => {
    const others = ruledOut.filter(({ since, until }) => place < since || place >= until);
    return others.length === ruledOut.length ? all : spansOf(others);
  };
  return {
    must(question, index) {
      const place = view.places[index];
      if (place < 0) return null;
      const own = { startUs: view.startUs[place], endUs: view.endUs[place] };
      if (own.endUs - own.startUs > 4 * windowUs) return null;
      const begins = beginsIn(spansFor(place), windowUs, own.startUs - windowUs + 1, own.endUs);
      if (begins.length === 0) return null;
      const kind = view.kind[place];
      const isFull = ({ fromUs, toUs }: Span): boolean =>
        certainIn(counts, toUs, fromUs + windowUs - 1, kind === seen.accept ? own : null) >= slots;
      if (begins.every((span) => holdsFor(span, halvingsMost, isFull)))
        return { answer: 'reject', because: acceptsIn(view, question, begins, windowUs, place) };
      if (!view.isAlone) return null;
      const hasRoom = ({ fromUs, toUs }: Span): boolean =>
        fromUs > view.pastUntilUs &&
        possibleIn(
          counts,
          fromUs,
          Math.min(toUs + windowUs - 1, own.endUs),
          kind === seen.reject ? null : own,
        ) < slots;
      if (!begins.every((span) => holdsFor(span, halvingsMost, hasRoom))) return null;
      return { answer: 'accept', because: [] };
    },
  };
}

/** The accepts that are inside of all the windows an action may be in, in order of time. */
export function acceptsIn(
  view: View,
  { actions }: Question,
  begins: readonly Span[],
  lengthUs: number,
  except: number,
): readonly number[] {
  const fromUs = Math.min(...begins.map((span) => span.fromUs));
  const toUs = Math.max(...begins.map((span) => span.toUs)) + lengthUs - 1;
  const rows: number[] = [];
  let place = firstAtLeast(view.startUs, view.length, fromUs);
  for (; place < view.length && view.startUs[place] <= toUs; place++)
    if (view.kind[place] === seen.accept && view.endUs[place] <= toUs && place !== except)
      rows.push(actions[view.indices[place]].row);
  return rows;
}
