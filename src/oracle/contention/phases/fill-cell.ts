import type { Cell, Pending } from './cell.js';
import type { CellState, CellStates } from './cell-states.js';
import { sortedUnion } from './shape.js';

/** One window to be filled, and what else there is to know. */
export interface Filling {
  readonly cell: Cell;
  readonly slots: number;
  /** Rejects of this window and earlier ones that some state has not explained. */
  readonly pending: readonly Pending[];
  /** Whether rejects begin in later windows. */
  readonly moreRejects: boolean;
  /** Whether others may have taken any number of this window unseen. */
  readonly isHidden: boolean;
}

/** Whether a state has rejects that nothing explains yet. */
export function isWaiting({ full }: CellState, pending: readonly Pending[]): boolean {
  return pending.some(({ cell }) => cell > full);
}

const deadlines = (some: readonly { readonly deadline: number }[]): readonly number[] =>
  some.map(({ deadline }) => deadline).sort((a, b) => (a === b ? 0 : a - b));

/**
 * All that can come of one window: how many of the accepts that may also come later it takes (those
 * with the earliest deadlines, since from the next window on only deadlines count), and whether it is
 * full. Where rejects can only be explained here, everything that fills it came before the first of
 * them was over. Unknown actions only ever fill a window up.
 */
export function fillCell(filling: Filling, given: CellState, into: CellStates): void {
  const { cell, slots, pending } = filling;
  const here = cell.cell;
  // Windows in which nothing can matter were passed over.
  const state = { ...given, spare: given.spare.filter((deadline) => deadline >= here) };
  const forced = cell.inside + state.carried.filter((deadline) => deadline <= here).length;
  if (forced > slots) return;
  const carried = state.carried.filter((deadline) => deadline > here);
  let urgentUs = Infinity;
  for (const { cell: from, deadline, endUs } of pending)
    if (deadline <= here && from > state.full) urgentUs = Math.min(urgentUs, endUs);
  if (urgentUs === Infinity) leaveOpen(filling, state, forced, carried, into);
  if (isWaiting(state, pending))
    fillUp(filling, state, forced, carried, Math.min(urgentUs, cell.endUs), into);
}

function leaveOpen(
  { cell, slots, pending, moreRejects }: Filling,
  state: CellState,
  forced: number,
  carried: readonly number[],
  into: CellStates,
): void {
  const pool = sortedUnion(carried, deadlines(cell.straddling));
  const spare = sortedUnion(state.spare, deadlines(cell.unknowns)).filter((deadline) => deadline > cell.cell);
  const waits = isWaiting(state, pending);
  const full = waits ? state.full : cell.cell;
  const most = Math.min(pool.length, slots - forced);
  // Without rejects to explain an accept has nothing to wait for.
  const least = waits || moreRejects ? 0 : most;
  for (let count = least; count <= most; count++) into.add({ full, carried: pool.slice(count), spare });
}

function fillUp(
  { cell, slots, isHidden }: Filling,
  state: CellState,
  forced: number,
  carried: readonly number[],
  byUs: number,
  into: CellStates,
): void {
  if (cell.inside > 0 && cell.insideLatestUs > byUs) return;
  const inTime = cell.straddling.filter(({ startUs }) => startUs <= byUs);
  const late = cell.straddling.filter(({ startUs }) => startUs > byUs);
  const pool = sortedUnion(carried, deadlines(inTime));
  const fillers = sortedUnion(state.spare, deadlines(cell.unknowns.filter(({ startUs }) => startUs <= byUs)));
  const lateSpare = deadlines(cell.unknowns.filter(({ startUs }) => startUs > byUs));
  const room = slots - forced;
  const least = isHidden ? 0 : Math.max(0, room - fillers.length);
  for (let count = least; count <= Math.min(room, pool.length); count++) {
    const used = isHidden ? 0 : room - count;
    const spare = sortedUnion(fillers.slice(used), lateSpare).filter((deadline) => deadline > cell.cell);
    into.add({ full: cell.cell, carried: sortedUnion(pool.slice(count), deadlines(late)), spare });
  }
}
