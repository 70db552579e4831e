import type { Budget } from '../contention/budget.js';
import type { Question, Search, Sighting } from '../contention/search.js';
import { inOrder } from '../contention/order.js';
import { seen } from '../contention/windows.js';
import { decisionOf } from './guess.js';
import type { Placed } from './placed.js';

/** More unseen attempts in the past than these are not tried. */
const unseenMost = 64;

/** Nothing was found, and why. */
export class GaveUp extends Error {}

/** A search that is asked again and again. */
interface Asking {
  readonly search: Search;
  readonly budget: Budget;
}

/**
 * Instants by asking a search again and again: first who unseen must have been there, and who of
 * those nobody saw answered; then windows are made smaller as long as there is an explanation, many at
 * once where that goes, until all of them are instants. `shortcut`: tried once only answers are left.
 * @throws GaveUp
 */
export function narrowed(
  search: Search,
  question: Question,
  budget: Budget,
  shortcut: (known: Question) => readonly Placed[] | null,
): readonly Placed[] {
  const asking: Asking = { search, budget };
  if (!isExplained(asking, question)) throw new GaveUp('no explanation was found');
  const known = withFates(asking, withPast(asking, question));
  const ran = new Set(known.actions.map(({ row }) => row));
  const idle = question.actions.filter(({ row }) => !ran.has(row));
  return [
    ...(shortcut(known) ?? toPoints(asking, known).actions.map(placedOf)),
    ...idle.map(({ row }): Placed => ({ row, atUs: null, decision: null })),
  ];
}

const placedOf = (action: Sighting): Placed => ({
  row: action.row,
  atUs: action.startUs,
  decision: decisionOf(action),
});

/** Whether there is an explanation. @throws GaveUp when nobody knows. */
function isExplained({ search, budget }: Asking, question: Question): boolean {
  budget.left -= question.actions.length;
  const explained = budget.left > 0 ? search.explain(question, budget) : 'unknown';
  if (explained === 'unknown' || budget.left <= 0) throw new GaveUp('the search for instants gave up');
  return explained === 'valid';
}

/** The past nobody knows, as unseen accepts in a key that was as good as new: as few as will do. */
function withPast(asking: Asking, { actions, pastUntilUs }: Question): Question {
  const { forgetsAfterUs } = asking.search;
  const most = pastUntilUs === null ? 0 : unseenMost;
  for (let count = 0; count <= most; count++) {
    const endUs = pastUntilUs ?? 0;
    const startUs = Number.isFinite(forgetsAfterUs) ? endUs - forgetsAfterUs : endUs;
    const unseen = Array.from({ length: count }, (_, index) => ({
      row: -1 - index,
      startUs,
      endUs,
      seen: seen.accept,
    }));
    const question = sorted([...unseen, ...actions]);
    if (isExplained(asking, question)) return question;
  }
  throw new GaveUp('it takes more of others unseen than was tried');
}

/** Who of the unanswered never ran, as many as can; the others with what was decided. */
function withFates(asking: Asking, question: Question): Question {
  let { actions } = question;
  const lastUs = actions.reduce(
    (latestUs, { startUs, endUs }) => Math.max(latestUs, startUs, endUs === Infinity ? startUs : endUs),
    -Infinity,
  );
  const fits = (tried: readonly Sighting[]): boolean => {
    const works = isExplained(asking, sorted(tried));
    if (works) actions = tried;
    return works;
  };
  const unknowns = actions.filter(({ seen: kind }) => kind === seen.unknown);
  for (const group of groupsThatStay(unknowns, (group) =>
    fits(actions.filter((one) => !group.includes(one))),
  )) {
    const ran = { ...group, endUs: Math.min(group.endUs, lastUs) };
    const asKind = (kind: number) => actions.map((one) => (one === group ? { ...ran, seen: kind } : one));
    if (!fits(asKind(seen.accept)) && !fits(asKind(seen.reject)))
      throw new GaveUp('an unanswered action has no fate');
  }
  return sorted(actions);
}

/** Leaves out as many as it can, halves first; returns those that must stay. */
function groupsThatStay(
  all: readonly Sighting[],
  leavesOut: (group: readonly Sighting[]) => boolean,
): readonly Sighting[] {
  if (all.length === 0 || leavesOut(all)) return [];
  if (all.length === 1) return all;
  const half = all.length >> 1;
  return [...groupsThatStay(all.slice(0, half), leavesOut), ...groupsThatStay(all.slice(half), leavesOut)];
}

/** Every window an instant. */
function toPoints(asking: Asking, question: Question): Question {
  const actions = [...question.actions];
  const fits = (from: number, windows: readonly Sighting[]): boolean => {
    const before = actions.slice(from, from + windows.length);
    actions.splice(from, windows.length, ...windows);
    if (isExplained(asking, sorted(actions))) return true;
    actions.splice(from, before.length, ...before);
    return false;
  };
  const shrink = (from: number, to: number): void => {
    if (
      fits(
        from,
        actions.slice(from, to).map((action) => at(action, middleOf(action))),
      )
    )
      return;
    if (to - from === 1) return bisect(actions, from, fits);
    const half = (from + to) >> 1;
    shrink(from, half);
    shrink(half, to);
  };
  if (actions.length > 0) shrink(0, actions.length);
  return sorted(actions);
}

/** One window made smaller by halves; a half without an explanation leaves the other one. */
function bisect(
  actions: readonly Sighting[],
  index: number,
  fits: (from: number, windows: readonly Sighting[]) => boolean,
): void {
  while (actions[index].startUs < actions[index].endUs) {
    const action = actions[index];
    const half = { ...action, endUs: middleOf(action) };
    if (fits(index, [half])) continue;
    const other = { ...action, startUs: half.endUs + 1 };
    if (!fits(index, [other])) throw new GaveUp('the search found an explanation, and lost it again');
  }
}

const middleOf = ({ startUs, endUs }: Sighting): number => Math.floor((startUs + endUs) / 2);
const at = (action: Sighting, atUs: number): Sighting => ({ ...action, startUs: atUs, endUs: atUs });
const sorted = (actions: readonly Sighting[]): Question => ({
  actions: [...actions].sort(inOrder),
  pastUntilUs: null,
  isAlone: true,
});
