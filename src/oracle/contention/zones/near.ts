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

/** Makes them once for each question, and has those of the last one at hand. */
export function nearbyActions(): (question: Question) => Nearby {
  let last: Question | null = null;
  let nearby: Nearby | null = null;
  return (question) => {
    if (question === last && nearby !== null) return nearby;
    last = question;
    nearby = nearbyOf(question);
    return nearby;
  };
}

/** Made once for each question. */
function nearbyOf(question: Question): Nearby {
  const found = known.get(question);
  if (found !== undefined) return found;
  const accepts: Sighting[] = [];
  const unknowns: Sighting[] = [];
  const open: Sighting[] = [];
  for (const action of question.actions) {
    if (action.seen === seen.accept) accepts.push(action);
    else if (action.seen === seen.unknown) (action.endUs < Infinity ? unknowns : open).push(action);
  }
  const made: Nearby = { accepts: rowOf(accepts), unknowns: rowOf(unknowns), open: rowOf(open) };
  known.set(question, made);
  return made;
}

const emptyRow: Row = { actions: [], startUs: new Float64Array(0), endUs: new Float64Array(0) };

function rowOf(actions: readonly Sighting[]): Row {
  if (actions.length === 0) return emptyRow;
  const startUs = new Float64Array(actions.length);
  const endUs = new Float64Array(actions.length);
  let latestUs = -Infinity;
  for (let index = 0; index < actions.length; index++) {
    startUs[index] = actions[index].startUs;
    endUs[index] = latestUs = Math.max(latestUs, actions[index].endUs);
  }
  return { actions, startUs, endUs };
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
  const found: Sighting[] = [];
  let index = firstAtLeast(accepts.startUs, accepts.startUs.length, action.startUs) - 1;
  for (; index >= 0 && accepts.startUs[index] >= sinceUs; index--) {
    const accept = accepts.actions[index];
    if (accept.endUs < action.startUs && accept !== action) found.push(accept);
  }
  return found.reverse();
}

/**
 * What may have been accepted in the closed `[fromUs, toUs]`, in order of start; at most `most` of
 * the open ones, as each of those counts everywhere. What does not fit, as it costs more than there
 * ever is, was not accepted.
 */
export function acceptsAround(
  { accepts, unknowns, open }: Nearby,
  action: Sighting,
  fromUs: number,
  toUs: number,
  most: number,
  fits: (one: Sighting) => boolean = () => true,
): readonly Sighting[] {
  const certain = meeting(accepts, action, fromUs, toUs);
  const bounded = unknowns.actions.length === 0 ? [] : meeting(unknowns, action, fromUs, toUs);
  const opens: Sighting[] = [];
  for (let index = 0; index < open.actions.length && opens.length < most; index++) {
    if (open.startUs[index] > toUs) break;
    if (open.actions[index] !== action && fits(open.actions[index])) opens.push(open.actions[index]);
  }
  if (bounded.length + opens.length === 0) return certain;
  return [...certain, ...bounded, ...opens].sort((a, b) => a.startUs - b.startUs || a.row - b.row);
}
