import type { Budget } from '../budget.js';
import { readCell, type Cell, type Pending } from './cell.js';
import { CellStates, type CellState } from './cell-states.js';
import { fillCell, isWaiting, type Filling } from './fill-cell.js';
import { cellOf, sortedUnion, type Shape } from './shape.js';
import type { View } from './view.js';

/** What came of walking from window to window. */
export type Walk =
  | { readonly kind: 'explained' }
  | { readonly kind: 'gave-up' }
  /** The answers at the places from `from` up to `to` have no explanation, whatever came before them. */
  | { readonly kind: 'failed'; readonly from: number; readonly to: number };

/**
 * Whether a counter that starts anew at every window of the clock can have given these answers, for
 * one phase, from a place on before which all was over. `enough`: stops there as soon as all before
 * that place is explained. Exact; the cost is that of the actions plus that of those near the edges of windows.
 */
export function walkCells(
  view: View,
  { windowUs, slots }: Shape,
  phaseUs: number,
  from: number,
  enough: number,
  budget: Budget,
): Walk {
  if (from >= view.length) return { kind: 'explained' };
  let cell = cellOf(view.startUs[from], phaseUs, windowUs);
  let alive = spareAt(view, phaseUs, windowUs, cell, from);
  let states: readonly CellState[] = [{ full: -Infinity, carried: [], spare: alive }];
  let pending: readonly Pending[] = [];
  let next = from;
  let clean = from;
  for (;;) {
    const startUs = phaseUs + cell * windowUs;
    if (isClean(states, pending, alive.length) && view.latestEndUs[next] < startUs) {
      clean = next;
      if (next >= enough) return { kind: 'explained' };
    }
    const read = readCell(view, phaseUs, windowUs, cell, next);
    next = read.next;
    pending = [...pending, ...read.rejects];
    const isHidden = startUs <= view.pastUntilUs;
    states = filled({ cell: read, slots, pending, moreRejects: next < view.rejectsUntil, isHidden }, states);
    budget.left -= 1 + states.length + read.inside + read.rejects.length;
    if (states.length === 0) return { kind: 'failed', from: clean, to: next };
    if (budget.left <= 0) return { kind: 'gave-up' };
    pending = pending.filter(
      ({ cell: of, deadline }) => deadline > cell && states.some(({ full }) => full < of),
    );
    if (next >= view.length && isOver(states, pending)) return { kind: 'explained' };
    alive = aliveAfter(alive, read);
    const soon = soonest(states, pending, cell, isHidden);
    cell = Math.max(cell + 1, Math.min(nextCell(view, phaseUs, windowUs, next), soon));
  }
}

/** All that can come of a window. */
function filled(filling: Filling, states: readonly CellState[]): readonly CellState[] {
  const after = new CellStates();
  for (const state of states) fillCell(filling, state, after);
  return after.all();
}

/** Whether in some state all accepts are placed and all rejects explained. */
function isOver(states: readonly CellState[], pending: readonly Pending[]): boolean {
  return states.some((state) => state.carried.length === 0 && !isWaiting(state, pending));
}

/** Unknown actions from before that may still happen. */
function spareAt(
  view: View,
  phaseUs: number,
  windowUs: number,
  cell: number,
  before: number,
): readonly number[] {
  const spare: number[] = [];
  for (const place of view.unknowns) {
    if (place >= before) break;
    const deadline = cellOf(view.endUs[place], phaseUs, windowUs);
    if (deadline >= cell) spare.push(deadline);
  }
  return spare.sort((a, b) => (a === b ? 0 : a - b));
}

function aliveAfter(alive: readonly number[], { cell, unknowns }: Cell): readonly number[] {
  if (alive.length === 0 && unknowns.length === 0) return alive;
  const deadlines = unknowns.map(({ deadline }) => deadline);
  return sortedUnion(alive, deadlines).filter((deadline) => deadline > cell);
}

/** Whether nothing of what was read can still be decided, but for unknown actions, none of which was needed. */
function isClean(states: readonly CellState[], pending: readonly Pending[], alive: number): boolean {
  const [only] = states;
  if (states.length > 1 || only.carried.length > 0 || only.spare.length < alive) return false;
  return !isWaiting(only, pending);
}

/** The window in which something begins next. */
function nextCell(view: View, phaseUs: number, windowUs: number, next: number): number {
  return next < view.length ? cellOf(view.startUs[next], phaseUs, windowUs) : Infinity;
}

/** The next window in which something that was read already can matter. */
function soonest(
  states: readonly CellState[],
  pending: readonly Pending[],
  cell: number,
  isHidden: boolean,
): number {
  if (states.some(({ carried }) => carried.length > 0)) return cell + 1;
  if (!states.some((state) => isWaiting(state, pending))) return Infinity;
  if (isHidden || states.some(({ spare }) => spare.length > 0)) return cell + 1;
  return Math.min(...pending.map(({ deadline }) => deadline));
}
