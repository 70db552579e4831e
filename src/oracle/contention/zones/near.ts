import type { Question, Sighting } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';

/** Some actions of a question in order of start, made to find those near an instant. */
interface Row {
  readonly actions: readonly Sighting[];
  readonly startUs: Float64Array;
  /** The greatest end so far. */
  readonly endUs: Float64Array;
}

/** The actions of a question that were or may have been accepted. */
export interface Nearby {
  readonly accepts: Row;
  readonly unknowns: Row;
  /** Unknown actions that may still be accepted at any later time. */
  readonly open: Row;
}

const known = new WeakMap<Question, Nearby>();

/** Made once for each question. */
export function nearbyOf(question: Question): Nearby {
  const found = known.get(question);
  if (found !== undefined) return found;
  const { actions } = question;
  const made: Nearby = {
    accepts: rowOf(actions.filter((action) => action.seen === seen.accept)),
    unknowns: rowOf(actions.filter((action) => action.seen === seen.unknown && action.endUs < Infinity)),
    open: rowOf(actions.filter((action) => action.seen === seen.unknown && action.endUs === Infinity)),
  };
  known.set(question, made);
  return made;
}

function rowOf(actions: readonly Sighting[]): Row {
  let latestUs = -Infinity;
  return {
    actions,
    startUs: Float64Array.from(actions, ({ startUs }) => startUs),
    endUs: Float64Array.from(actions, ({ endUs }) => (latestUs = Math.max(latestUs, endUs))),
  };
}

/** The actions, but for one, whose windows meet the closed `[fromUs, toUs]`, in order of start. */
function meeting({ actions, startUs, endUs }: Row, but: Sighting, fromUs: number, toUs: number): Sighting[] {
  const found: Sighting[] = [];
  let index = firstAtLeast(startUs, startUs.length, toUs + 1) - 1;
  for (; index >= 0 && endUs[index] >= fromUs; index--)
    if (actions[index].endUs >= fromUs && actions[index] !== but) found.push(actions[index]);
  return found.reverse();
}

/** The accepts that were certainly decided before an action was, and began no earlier than `sinceUs`. */
export function acceptsBefore({ accepts }: Nearby, action: Sighting, sinceUs: number): readonly Sighting[] {
  return meeting(accepts, action, sinceUs, action.startUs - 1).filter(
    ({ startUs, endUs }) => startUs >= sinceUs && endUs < action.startUs,
  );
}

/**
 * What may have been accepted in the closed `[fromUs, toUs]`, in order of start; at most `most` of
 * the open ones, as each of those counts everywhere.
 */
export function acceptsAround(
  { accepts, unknowns, open }: Nearby,
  action: Sighting,
  fromUs: number,
  toUs: number,
  most: number,
): readonly Sighting[] {
  const certain = meeting(accepts, action, fromUs, toUs);
  const bounded = unknowns.actions.length === 0 ? [] : meeting(unknowns, action, fromUs, toUs);
  const opens: Sighting[] = [];
  for (let index = 0; index < open.actions.length && opens.length < most; index++) {
    if (open.startUs[index] > toUs) break;
    if (open.actions[index] !== action) opens.push(open.actions[index]);
  }
  if (bounded.length + opens.length === 0) return certain;
  return [...certain, ...bounded, ...opens].sort((a, b) => a.startUs - b.startUs || a.row - b.row);
}
