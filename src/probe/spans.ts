import type { Sighting } from '../oracle/contention/search.js';
import type { Span } from './bounds.js';

/** Finer than that an edge is not looked for: the span keeps what lies in between. */
const precisionUs = 16;

/**
 * What is left of spans of times: those around the places that are possible, out to the last time before
 * one that is not. Between two neighbouring places nothing changes more than once, where `placesUs` are
 * the times at which something can change; so nothing possible is lost. `placesMost`: no more of them
 * are looked at in each span.
 */
export function narrowed(
  spans: readonly Span[],
  placesUs: readonly number[],
  placesMost: number,
  isPossible: (us: number) => boolean,
): readonly Span[] {
  return spans.flatMap((span) => narrowedOne(span, placesUs, placesMost, isPossible));
}

function narrowedOne(
  { least, most }: Span,
  placesUs: readonly number[],
  placesMost: number,
  isPossible: (us: number) => boolean,
): readonly Span[] {
  const inside = thinned(
    placesUs.filter((us) => us > least && us < most),
    placesMost,
  );
  const places = [least, ...inside, ...(most > least ? [most] : [])];
  const found: { least: number; most: number }[] = [];
  let last: { us: number; possible: boolean } | null = null;
  for (const us of places) {
    const possible = isPossible(us);
    if (possible && last?.possible === true) found[found.length - 1].most = us;
    else if (possible) found.push({ least: last === null ? us : edge(us, last.us, isPossible), most: us });
    else if (last?.possible === true) found[found.length - 1].most = edge(last.us, us, isPossible);
    last = { us, possible };
  }
  return found;
}

/** From a time that is possible towards one that is not: the nearest that is known not to be, exclusive. */
function edge(possibleUs: number, impossibleUs: number, isPossible: (us: number) => boolean): number {
  let [inside, outside] = [possibleUs, impossibleUs];
  while (Math.abs(outside - inside) > precisionUs) {
    const middle = Math.floor((inside + outside) / 2);
    if (isPossible(middle)) inside = middle;
    else outside = middle;
  }
  return outside > inside ? outside - 1 : outside + 1;
}

/** No more places than that: those left out are evenly spread. */
function thinned(places: readonly number[], most: number): readonly number[] {
  if (places.length <= most) return places;
  return Array.from({ length: most }, (_, at) => places[Math.floor((at * places.length) / most)]);
}

/**
 * The times at which what can be explained changes: the differences of the ends of two windows of a key,
 * and their halves, thirds and so on, where several times lie between two actions. With the times in the
 * middle between them, ascending. `fromRow`: only differences with these rows or later ones are new.
 */
export function placesOf(
  keys: readonly (readonly Sighting[])[],
  fromRow: number,
  shares: number,
  { least, most }: Span,
): readonly number[] {
  const found = new Set<number>();
  const add = (us: number): void => {
    for (let share = 1; share <= shares; share++) {
      const part = Math.floor(us / share);
      if (part < least) break;
      if (part < most) found.add(part).add(part + 1);
    }
  };
  for (const sightings of keys)
    for (let later = 1; later < sightings.length; later++)
      for (let earlier = 0; earlier < later; earlier++) {
        const [a, b] = [sightings[earlier], sightings[later]];
        if (Math.max(a.row, b.row) < fromRow) continue;
        add(b.startUs - a.endUs);
        add(b.endUs - a.startUs);
      }
  const places = [...found].sort((a, b) => a - b);
  return places.flatMap((us, at) => {
    const next = places[at + 1] ?? us;
    return next - us > 2 ? [us, Math.floor((us + next) / 2)] : [us];
  });
}

/** The least span around several; `null`: there is none. */
export function hullOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  return {
    least: Math.min(...spans.map(({ least }) => least)),
    most: Math.max(...spans.map(({ most }) => most)),
  };
}
