import type { Lane } from './course.js';

/** Which windows of a lane have been placed: all before `next`, and the `ahead` ones, ascending. */
export interface Placed {
  readonly next: number;
  readonly ahead: readonly number[];
}

const none: readonly number[] = [];

/** Nothing placed yet. */
export const nothingPlaced: Placed = { next: 0, ahead: none };

/** The same with one more window placed. */
export function withPlaced({ next, ahead }: Placed, index: number): Placed {
  if (index !== next) return { next, ahead: [...ahead, index].sort((a, b) => a - b) };
  let after = next + 1;
  let known = 0;
  while (known < ahead.length && ahead[known] === after) {
    known++;
    after++;
  }
  return { next: after, ahead: known === 0 ? ahead : ahead.slice(known) };
}

/** The earliest end of all that is not placed and begins by then: whatever comes next comes no later. */
export function deadlineOf(lane: Lane, { next, ahead }: Placed, untilUs: number): number {
  const { startUs, endUs } = lane;
  let deadlineUs = untilUs;
  for (let index = next; index < startUs.length && startUs[index] <= deadlineUs; index++)
    if (endUs[index] < deadlineUs && !ahead.includes(index)) deadlineUs = endUs[index];
  return deadlineUs;
}

/**
 * What may be placed next: of two windows of a lane of which one neither begins nor ends later than
 * the other, that one comes first (their instants could be swapped). Only nested ones leave a choice.
 */
export function candidatesOf(lane: Lane, { next, ahead }: Placed, deadlineUs: number): readonly number[] {
  const { startUs, endUs } = lane;
  if (next >= startUs.length || startUs[next] > deadlineUs) return none;
  const found = [next];
  let leastEndUs = endUs[next];
  for (let index = next + 1; index < startUs.length && startUs[index] <= deadlineUs; index++) {
    if (endUs[index] >= leastEndUs || ahead.includes(index)) continue;
    found.push(index);
    leastEndUs = endUs[index];
  }
  return found;
}

/** Two equal sets have equal texts. */
export function textOf({ next, ahead }: Placed): string {
  return ahead.length === 0 ? String(next) : `${next}+${ahead.join('+')}`;
}
