import type { Machine } from '../restarting/merge.js';
import { cellOf } from './shape.js';

/** Two counters, and the earliest instant at which the last decision can have been: whoever is earlier can do more. */
export interface Counters {
  /** The window of the clock they are of. */
  readonly cell: number;
  readonly previous: number;
  readonly current: number;
  readonly atUs: number;
}

/** Nothing was counted yet. */
export const nothingCounted: Counters = { cell: -Infinity, previous: 0, current: 0, atUs: -Infinity };

/** Two counters by a clock of a known phase; `cost` is what every attempt takes. */
export interface SlidingShape {
  readonly windowUs: number;
  readonly limit: number;
  readonly cost: number;
  readonly phaseUs: number;
}

/** The moves of two counters. What was refused leaves no trace, so an unseen attempt is one that was accepted. */
export function slidingMachine(shape: SlidingShape): Machine<Counters> {
  const { windowUs, phaseUs } = shape;
  const moves = (
    memory: Counters,
    startUs: number,
    endUs: number,
    move: (at: Counters, beginUs: number, lastUs: number) => Counters | null,
  ): readonly Counters[] => {
    const fromUs = Math.max(startUs, memory.atUs);
    if (fromUs > endUs || !Number.isFinite(fromUs)) return [];
    const found: Counters[] = [];
    const last = cellOf(endUs, phaseUs, windowUs);
    for (let cell = cellOf(fromUs, phaseUs, windowUs); cell <= last; cell++) {
      const beginUs = phaseUs + cell * windowUs;
      const at = rolled(memory, cell, Math.max(fromUs, beginUs));
      const next = move(at, beginUs, Math.min(endUs, beginUs + windowUs - 1));
      if (next !== null) found.push(next);
    }
    return found;
  };
  const accepted: Machine<Counters>['accepted'] = (memory, startUs, endUs) =>
    moves(memory, startUs, endUs, (at, beginUs, lastUs) => {
      const atUs = Math.max(at.atUs, roomFromUs(shape, at, beginUs));
      return atUs > lastUs ? null : { ...at, current: at.current + 1, atUs };
    });
  return {
    accepted,
    rejected: (memory, startUs, endUs) =>
      moves(memory, startUs, endUs, (at, beginUs, lastUs) =>
        at.atUs <= Math.min(lastUs, roomFromUs(shape, at, beginUs) - 1) ? at : null,
      ),
    unseen: accepted,
    earliestUs: ({ atUs }) => atUs,
    covers: (other, memory) =>
      other.atUs <= memory.atUs &&
      other.cell === memory.cell &&
      other.previous === memory.previous &&
      other.current === memory.current,
  };
}

function rolled({ cell, previous, current }: Counters, to: number, atUs: number): Counters {
  if (to === cell) return { cell, previous, current, atUs };
  return { cell: to, previous: to === cell + 1 ? current : 0, current: 0, atUs };
}

/** The first instant of a window at which there is room for one more; `Infinity`: there is none in it. */
function roomFromUs(shape: SlidingShape, { previous, current }: Counters, beginUs: number): number {
  const { windowUs, limit, cost } = shape;
  const carriedMost = limit - cost * (current + 1);
  if (carriedMost < 0) return Infinity;
  if (previous === 0) return beginUs;
  const leftMostUs = Math.ceil(((carriedMost + 1) * windowUs) / (previous * cost)) - 1;
  return beginUs + Math.max(0, windowUs - leftMostUs);
}
