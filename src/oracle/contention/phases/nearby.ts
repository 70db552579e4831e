import type { Must, Question } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';
import { allowedBy, beginsIn, coarsened, type Span } from './allowed.js';
import { phasesOf, type RuledOut } from './ruled-out.js';
import type { View } from './view.js';

/** How many spans of phases are told apart, and how often each is halved where it is too coarse. */
const spansMost = 8;
const halvingsMost = 5;

/** What windows of actions prove about each, for all phases that the others leave. */
export interface Nearby {
  must(question: Question, index: number): Must | null;
}

/** The weight of some windows that had begun, or were over, by some instant. */
interface Edges {
  readonly startsUs: Float64Array;
  readonly endsUs: Float64Array;
  /** What those before each place of either weigh together. */
  readonly begun: Float64Array;
  readonly over: Float64Array;
}

/** What is counted: those certainly accepted, and those that may have been. */
export interface Counts {
  readonly certain: Edges;
  readonly possible: Edges;
  /** An action as it is counted itself; `null`: it is not. */
  certainly(place: number): Own | null;
  possibly(place: number): Own | null;
}

/** Reads a view once. `costs`: what the action at each place takes. Refusals may be counted as well. */
export function countsOf(view: View, costs: Float64Array, refusalsCount: boolean): Counts {
  const { startUs, endUs, kind } = view;
  const isCertain = (place: number): boolean => kind[place] === seen.accept;
  const isPossible = (place: number): boolean =>
    kind[place] !== seen.reject || (refusalsCount && costs[place] > 1);
  const own = (place: number): Own => ({ startUs: startUs[place], endUs: endUs[place], cost: costs[place] });
  return {
    certain: edgesOf(view, costs, isCertain),
    possible: edgesOf(view, costs, isPossible),
    certainly: (place) => (isCertain(place) ? own(place) : null),
    possibly: (place) => (isPossible(place) ? own(place) : null),
  };
}

function edgesOf(
  { startUs, endUs, length }: View,
  costs: Float64Array,
  isOne: (place: number) => boolean,
): Edges {
  const places = Array.from({ length }, (_, place) => place).filter(isOne);
  const sorted = (timesUs: Float64Array): readonly [Float64Array, Float64Array] => {
    const order = [...places].sort((a, b) => (timesUs[a] === timesUs[b] ? 0 : timesUs[a] - timesUs[b]));
    let sum = 0;
    const sums = [0, ...order.map((place) => (sum += costs[place]))];
    return [Float64Array.from(order, (place) => timesUs[place]), Float64Array.from(sums)];
  };
  const [startsUs, begun] = sorted(startUs);
  const [endsUs, over] = sorted(endUs);
  return { startsUs, endsUs, begun, over };
}

/** At least so much, besides one of them, certainly was accepted in the closed `[fromUs, toUs]`. */
export function certainIn({ certain }: Counts, fromUs: number, toUs: number, own: Own | null): number {
  const { startsUs, endsUs, begun, over } = certain;
  const within =
    over[firstAtLeast(endsUs, endsUs.length, toUs + 1)] -
    begun[firstAtLeast(startsUs, startsUs.length, fromUs)];
  const self = own === null ? 0 : (own.endUs <= toUs ? 1 : 0) - (own.startUs < fromUs ? 1 : 0);
  return Math.max(0, within - self * (own?.cost ?? 0));
}

/** At most so much, besides one of them, may have been accepted in the closed `[fromUs, toUs]`. */
export function possibleIn({ possible }: Counts, fromUs: number, toUs: number, own: Own | null): number {
  const { startsUs, endsUs, begun, over } = possible;
  const within =
    begun[firstAtLeast(startsUs, startsUs.length, toUs + 1)] -
    over[firstAtLeast(endsUs, endsUs.length, fromUs)];
  const self = own === null ? 0 : (own.startUs <= toUs ? 1 : 0) - (own.endUs < fromUs ? 1 : 0);
  return Math.max(0, within - self * (own?.cost ?? 0));
}

/** The window of the action that is asked about, and what it takes. */
export interface Own {
  readonly startUs: number;
  readonly endUs: number;
  readonly cost: number;
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

/** What a limit by a clock is asked about: a view, and what each of its actions takes. */
export interface Ground {
  readonly view: View;
  readonly costs: Float64Array;
  readonly refusalsCount: boolean;
  readonly windowUs: number;
  readonly limit: number;
  /** `null`: nobody knows. */
  readonly phaseUs: number | null;
}

/** A view that narrows an unknown phase down, and the places in it that an action of the question has. */
export interface Narrowing {
  readonly view: View;
  readonly slots: number;
  placesOf(index: number): Span;
}

/** Made once for each question: an unknown phase is narrowed first, where that can be done. */
export function nearbyOf(ground: Ground, narrowing: Narrowing | null): Nearby {
  const { view, costs, windowUs, limit, phaseUs } = ground;
  const counts = countsOf(view, costs, ground.refusalsCount);
  const ruledOut = phaseUs === null && narrowing !== null ? ruledOutBy(narrowing, windowUs) : [];
  const spansOf = (some: readonly RuledOut[]): readonly Span[] =>
    phaseUs === null ? coarsened(allowedBy(some, windowUs), spansMost) : [{ fromUs: phaseUs, toUs: phaseUs }];
  const all = spansOf(ruledOut);
  const spansFor = (index: number): readonly Span[] => {
    const places = narrowing?.placesOf(index);
    if (places === undefined) return all;
    const others = ruledOut.filter(({ since, until }) => places.toUs < since || places.fromUs >= until);
    return others.length === ruledOut.length ? all : spansOf(others);
  };
  return {
    must(question, index) {
      const place = view.places[index];
      if (place < 0) return null;
      const own = { startUs: view.startUs[place], endUs: view.endUs[place] };
      if (own.endUs - own.startUs > 4 * windowUs) return null;
      const begins = beginsIn(spansFor(index), windowUs, own.startUs - windowUs + 1, own.endUs);
      if (begins.length === 0) return null;
      const cost = costs[place];
      const certainly = counts.certainly(place);
      const isFull = ({ fromUs, toUs }: Span): boolean =>
        certainIn(counts, toUs, fromUs + windowUs - 1, certainly) + cost > limit;
      if (begins.every((span) => holdsFor(span, halvingsMost, isFull)))
        return { answer: 'reject', because: acceptsIn(view, question, begins, windowUs, place) };
      if (!view.isAlone) return null;
      const possibly = counts.possibly(place);
      const hasRoom = ({ fromUs, toUs }: Span): boolean =>
        fromUs > view.pastUntilUs &&
        possibleIn(counts, fromUs, Math.min(toUs + windowUs - 1, own.endUs), possibly) + cost <= limit;
      if (!begins.every((span) => holdsFor(span, halvingsMost, hasRoom))) return null;
      return { answer: 'accept', because: [] };
    },
  };
}

function ruledOutBy({ view, slots }: Narrowing, windowUs: number): readonly RuledOut[] {
  const budget = { left: 20_000 + 20 * view.length };
  const strideUs = Math.max(1, Math.floor(windowUs / 64));
  return phasesOf(view, { windowUs, slots }, { firstUs: [], strideUs }, budget).ruledOut;
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
