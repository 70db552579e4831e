import { firstAlive, nextAcceptFrom } from './course.js';
import type { Budget } from '../budget.js';
import { addState, stillUsed, type State } from './states.js';
import { deadlineIn, endOf, startOf, type Variant } from './variant.js';

/**
 * One more accept placed after each state, in every order that can matter: accepts whose windows do
 * not nest are placed in order of their windows, and of nested ones the inner may come first.
 * Unknown actions are placed before it where that helps. Stops short when the budget is used up.
 */
export function placeNext(variant: Variant, states: readonly State[], budget: Budget): readonly State[] {
  const placed: State[] = [];
  for (const state of withUnknowns(variant, states, budget)) {
    const deadlineUs = deadlineIn(variant, state.hiUs);
    const fromUs = nextAcceptFrom(variant.course, state.loUs);
    for (const position of candidatesOf(variant, state)) {
      if (budget.left-- <= 0) return [];
      const loUs = Math.max(startOf(variant, position), fromUs);
      const hiUs = Math.min(endOf(variant, position), deadlineUs);
      if (loUs > hiUs) continue;
      const next = afterPlacing(variant, state, position, loUs, hiUs);
      if (next !== null) addState(variant.course, placed, next);
    }
  }
  return placed;
}

/** Whether after one of the states, with all accepts placed, every reject is explained. */
export function isExplained(variant: Variant, states: readonly State[], budget: Budget): boolean {
  const all = withUnknowns(variant, states, budget);
  return all.some((state) => deadlineIn(variant, state.hiUs) === Infinity);
}

/** Which accepts may come next: those into whose window no other unplaced one fits before. */
function candidatesOf(variant: Variant, state: State): readonly number[] {
  const result: number[] = [];
  let leastEndUs = Infinity;
  for (const position of state.skipped) {
    const endUs = endOf(variant, position);
    if (endUs >= leastEndUs) continue;
    leastEndUs = endUs;
    result.push(position);
  }
  for (let position = state.next; position < variant.accepts; position++) {
    if (result.length > 0 && startOf(variant, position) >= leastEndUs) break;
    const endUs = endOf(variant, position);
    if (result.length > 0 && endUs >= leastEndUs) continue;
    leastEndUs = endUs;
    result.push(position);
  }
  return result;
}

/** `null` when a skipped accept would have no room left. */
function afterPlacing(
  variant: Variant,
  state: State,
  position: number,
  loUs: number,
  hiUs: number,
): State | null {
  const { course } = variant;
  const used = stillUsed(course, state.used, loUs);
  let { next, skipped } = state;
  if (position < next) skipped = skipped.filter((other) => other !== position);
  else {
    if (position > next) skipped = [...skipped, ...numbersBetween(next, position)];
    next = position + 1;
  }
  const fromUs = nextAcceptFrom(course, loUs);
  if (skipped.some((other) => endOf(variant, other) < fromUs)) return null;
  return { loUs, hiUs, opensUsed: state.opensUsed, used, next, skipped };
}

const numbersBetween = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** The states, and those that come of taking unknown actions for accepted before the next accept. */
function withUnknowns(variant: Variant, states: readonly State[], budget: Budget): readonly State[] {
  const { course } = variant;
  if (course.unknowns.length === 0 && course.opens.length === 0) return states;
  if (states.every((state) => !isDueBefore(variant, state))) return states;
  const all: State[] = [...states];
  const waiting: State[] = [...states];
  for (let at = 0; at < waiting.length && budget.left > 0; at++) {
    const state = waiting[at];
    if (!all.includes(state) || !isDueBefore(variant, state)) continue;
    const deadlineUs = deadlineIn(variant, state.hiUs);
    for (const grown of withOneUnknown(variant, state, deadlineUs, budget)) {
      budget.left -= all.length >> 3;
      if (addState(course, all, grown)) waiting.push(grown);
    }
  }
  return all;
}

/** Whether a reject wants an explanation before the next accept must have happened. */
function isDueBefore(variant: Variant, state: State): boolean {
  const deadlineUs = deadlineIn(variant, state.hiUs);
  return deadlineUs !== Infinity && deadlineUs < latestEnd(variant, state);
}

/** As long as no reject comes due before the next accept, an accept nobody saw only takes up room. */
function latestEnd(variant: Variant, state: State): number {
  let latestUs = -Infinity;
  for (const position of candidatesOf(variant, state))
    latestUs = Math.max(latestUs, endOf(variant, position));
  return latestUs === -Infinity ? Infinity : latestUs;
}

function withOneUnknown(
  variant: Variant,
  state: State,
  deadlineUs: number,
  budget: Budget,
): readonly State[] {
  const { course } = variant;
  const { unknowns, opens } = course;
  const fromUs = nextAcceptFrom(course, state.loUs);
  const grown: State[] = [];
  if (state.opensUsed < opens.length) {
    budget.left--;
    const loUs = Math.max(opens.startUs[state.opensUsed], fromUs);
    const used = stillUsed(course, state.used, loUs);
    if (loUs <= deadlineUs)
      grown.push({ ...state, loUs, hiUs: deadlineUs, opensUsed: state.opensUsed + 1, used });
  }
  for (const unknown of usefulUnknowns(variant, state, fromUs, deadlineUs, budget)) {
    const loUs = Math.max(unknowns.startUs[unknown], fromUs);
    const hiUs = Math.min(unknowns.endUs[unknown], deadlineUs);
    const used = stillUsed(course, [...state.used, unknown].sort(ascending), loUs);
    grown.push({ ...state, loUs, hiUs, used });
  }
  return grown;
}

const ascending = (a: number, b: number): number => a - b;

/**
 * The unknowns that may be accepted next. One is left out when another could take its place now and
 * it could take the other's place later: begins no later, ends no later, but not before the deadline.
 */
function usefulUnknowns(
  variant: Variant,
  state: State,
  fromUs: number,
  deadlineUs: number,
  budget: Budget,
): readonly number[] {
  const { course } = variant;
  const { startUs, endUs, length } = course.unknowns;
  const useful: number[] = [];
  const isBetter = (one: number, other: number): boolean =>
    Math.max(startUs[one], fromUs) <= Math.max(startUs[other], fromUs) &&
    endUs[one] >= Math.min(endUs[other], deadlineUs) &&
    (endUs[one] < endUs[other] || (endUs[one] === endUs[other] && one < other));
  for (let index = firstAlive(course, fromUs); index < length && startUs[index] <= deadlineUs; index++) {
    budget.left--;
    if (endUs[index] < fromUs || state.used.includes(index)) continue;
    // One that leaves the same reject unexplained only takes up room.
    if (endUs[index] < deadlineUs && deadlineIn(variant, endUs[index]) <= deadlineUs) continue;
    if (useful.some((other) => isBetter(other, index))) continue;
    let kept = 0;
    for (const other of useful) if (!isBetter(index, other)) useful[kept++] = other;
    useful.length = kept;
    useful.push(index);
  }
  return useful;
}
