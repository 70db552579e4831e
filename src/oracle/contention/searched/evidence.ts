import type { Budget } from '../budget.js';
import { bySettling } from '../order.js';
import type { Question, Search } from '../search.js';
import { leastWidening } from '../widening.js';
import { seen } from '../windows.js';
import { partOf, relaxed, widened } from './parts.js';

/** What cannot be: answers without an explanation, the rest of their part relaxed. */
export interface Core {
  readonly question: Question;
  /** Indices of the answers that are needed, in order of settling. */
  readonly needed: readonly number[];
}

const stepsMostPerCheck = 50_000;

/** Whether a question has no explanation; `false` also when the search gave up. */
export function isImpossible(
  search: Search,
  question: Question,
  budget: Budget,
  stepsMost = stepsMostPerCheck,
): boolean {
  if (budget.left <= 0) return false;
  const granted = Math.min(stepsMost + 20 * question.actions.length, budget.left);
  const steps = { left: granted };
  const explained = search.explain(question, steps);
  budget.left -= granted - Math.max(0, steps.left) + question.actions.length;
  return explained === 'invalid';
}

/** Whether the others prove that an answer is wrong. */
export function isContradicted(search: Search, question: Question, index: number): boolean {
  const { seen: kind } = question.actions[index];
  if (kind === seen.unknown) return false;
  return search.must(question, index)?.answer === (kind === seen.accept ? 'reject' : 'accept');
}

/**
 * Answers that contradict each other, none of which can be left out: the shortest beginning of the
 * stretch that has no explanation, as little of it as still has none, and there one answer after the
 * other taken for unknown - never deleted, which could take away the explanation of another.
 * `null` when the budget did not suffice.
 */
export function coreOf(search: Search, question: Question, budget: Budget): Core | null {
  const all = question.actions.length;
  const to = leastWhere(1, all, (count) => isImpossible(search, partOf(question, 0, count), budget));
  if (!isImpossible(search, partOf(question, 0, to), budget)) return null;
  return shrunk(search, latestPart(search, partOf(question, 0, to), budget), budget);
}

/** As little of the end of a question that has no explanation as still has none. */
export function latestPart(search: Search, question: Question, budget: Budget): Question {
  const all = question.actions.length;
  const dropped = leastWhere(
    0,
    all,
    (count) => count === all || !isImpossible(search, partOf(question, count, all), budget),
  );
  return partOf(question, Math.max(0, dropped - 1), all);
}

/** The first number from `from` to `to` for which something holds that from there on always does; `to` if none is. */
export function leastWhere(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * One answer after the other taken for unknown, as long as there is still no explanation; never that of
 * `keptRow`. Several at once are tried first: what can be left out together can be one by one, so that
 * the same answers remain, found by fewer and easier questions.
 */
export function shrunk(
  search: Search,
  question: Question,
  budget: Budget,
  keptRow = -1,
  stepsMost = stepsMostPerCheck,
): Core {
  const droppable = question.actions.flatMap(({ seen: kind, row }, index) =>
    kind === seen.unknown || row === keptRow ? [] : [index],
  );
  const core = withoutNeedless(question, droppable, (less) => isImpossible(search, less, budget, stepsMost));
  const needed = core.actions.flatMap(({ seen: kind }, index) => (kind === seen.unknown ? [] : [index]));
  const { actions } = core;
  needed.sort((a, b) => bySettling(actions[a], actions[b]));
  return { question: core, needed };
}

/** The same with all of these relaxed that nothing is lost by, from the first on. */
function withoutNeedless(
  question: Question,
  indexes: readonly number[],
  isEnough: (less: Question) => boolean,
): Question {
  if (indexes.length === 0) return question;
  const less = withRelaxed(question, indexes);
  if (isEnough(less)) return less;
  if (indexes.length === 1) return question;
  const middle = indexes.length >> 1;
  const first = withoutNeedless(question, indexes.slice(0, middle), isEnough);
  return withoutNeedless(first, indexes.slice(middle), isEnough);
}

function withRelaxed(question: Question, indexes: readonly number[]): Question {
  const actions = question.actions.slice();
  for (const index of indexes) actions[index] = relaxed(actions[index]);
  return { ...question, actions };
}

/**
 * The least widening of all windows after which something no longer holds; `mostUs` where no smaller
 * one will do. It has to hold however an unknown past gives way.
 */
export function marginOf(question: Question, mostUs: number, holds: (wide: Question) => boolean): number {
  return leastWidening(mostUs, (byUs) => widened(question, byUs).every(holds));
}
