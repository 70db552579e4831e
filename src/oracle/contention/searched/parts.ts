import type { Question, Sighting } from '../search.js';
import { seen } from '../windows.js';
import { inOrder } from '../order.js';

/** How many actions on either side of one are looked at when the whole stretch would be too long. */
const before = 40;
const after = 20;

/**
 * A part of a stretch around one of its actions, such that whatever explains the whole explains the
 * part: nothing is known of what was before, and what comes after may have happened or not. So what
 * has no explanation here has none at all. The stretch itself when it is short.
 */
export function partAround(question: Question, index: number): { question: Question; index: number } {
  const { from, to } = indexesAround(question, index);
  const part = partOf(question, from, to);
  return { question: part, index: part === question ? index : part.actions.indexOf(question.actions[index]) };
}

/** The indexes of the actions that are looked at around one. */
export function indexesAround({ actions }: Question, index: number): { from: number; to: number } {
  return { from: Math.max(0, index - before), to: Math.min(actions.length, index + after + 1) };
}

/** The actions from one index up to another one, with all that could have had a part in them. */
export function partOf(question: Question, from: number, to: number): Question {
  const { actions, isAlone } = question;
  if (from === 0 && to === actions.length) return question;
  const fromUs = actions[from].startUs;
  const part: Sighting[] = [];
  // As far as they were decided before, they belong to the past nobody knows.
  for (let index = 0; index < from; index++)
    if (actions[index].endUs >= fromUs) part.push({ ...relaxed(actions[index]), startUs: fromUs });
  let untilUs = -Infinity;
  for (let index = from; index < to; index++) {
    part.push(actions[index]);
    if (actions[index].seen !== seen.unknown) untilUs = Math.max(untilUs, actions[index].endUs);
  }
  for (let index = to; index < actions.length && actions[index].startUs <= untilUs; index++)
    part.push(relaxed(actions[index]));
  return { actions: part.sort(inOrder), pastUntilUs: from === 0 ? question.pastUntilUs : fromUs, isAlone };
}

/** The same action with nobody having seen its answer. */
export function relaxed(action: Sighting): Sighting {
  return action.seen === seen.unknown ? action : { ...action, seen: seen.unknown };
}

/** The question with one action exchanged. */
export function exchanged(question: Question, index: number, action: Sighting): Question {
  const actions = question.actions.slice();
  actions[index] = action;
  return { ...question, actions };
}

/**
 * All windows wider by so much on both sides. Where the past is unknown it ends before the first
 * window, so that either the windows stop there or it gives way: both are returned.
 */
export function widened({ actions, pastUntilUs, isAlone }: Question, byUs: number): readonly Question[] {
  const wide = actions.map((one) => ({ ...one, startUs: one.startUs - byUs, endUs: one.endUs + byUs }));
  if (pastUntilUs === null) return [{ actions: wide, pastUntilUs, isAlone }];
  const stopped = wide.map((one) => ({ ...one, startUs: Math.max(one.startUs, pastUntilUs) })).sort(inOrder);
  return [
    { actions: stopped, pastUntilUs, isAlone },
    { actions: wide, pastUntilUs: pastUntilUs - byUs, isAlone },
  ];
}
