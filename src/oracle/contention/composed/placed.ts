import type { Question, Sighting } from '../search.js';
import { partOf } from '../searched/parts.js';
import { positionOf } from '../order.js';

/** Stretches up to this length are looked at as a whole. */
const wholeMost = 200;
const before = 40;
const after = 20;

/** A question with an action in it, in place of what it was there or in addition, and where. */
export interface Placed {
  readonly question: Question;
  readonly index: number;
}

/**
 * Puts an action into a question. Of a long stretch only the part around it is returned, with all that
 * overlaps the action, such that whatever explains the whole explains the part; but where nothing is
 * ever forgotten the whole.
 */
export function placed(question: Question, action: Sighting, forgetsAfterUs: number): Placed {
  const { actions } = question;
  const at = positionOf(actions, action);
  const isThere = actions[at]?.row === action.row;
  if (actions.length <= wholeMost || forgetsAfterUs === Infinity)
    return { question: { ...question, actions: withOne(actions, at, isThere, action) }, index: at };
  const from = Math.max(0, at - before);
  let to = Math.min(actions.length, at + after + 1);
  while (to < actions.length && actions[to].startUs <= action.endUs) to++;
  const near = partOf(question, from, to);
  const index = positionOf(near.actions, action);
  return { question: { ...near, actions: withOne(near.actions, index, isThere, action) }, index };
}

function withOne(actions: readonly Sighting[], at: number, isThere: boolean, action: Sighting): Sighting[] {
  const copy = actions.slice();
  copy.splice(at, isThere ? 1 : 0, action);
  return copy;
}
