import { seen } from '../windows.js';
import { cellOf } from './shape.js';
import type { View } from './view.js';

/** An action that may be decided in a window or in a later one; its deadline is the last such window. */
export interface Straddling {
  readonly startUs: number;
  readonly deadline: number;
}

/** A reject that is not explained in every state yet. */
export interface Pending extends Straddling {
  readonly cell: number;
  readonly endUs: number;
}

/** What begins in one window of the clock. */
export interface Cell {
  readonly cell: number;
  readonly startUs: number;
  /** Its last instant. */
  readonly endUs: number;
  /** Accepts that can be nowhere else, and when the last of them began. */
  readonly inside: number;
  readonly insideLatestUs: number;
  readonly straddling: readonly Straddling[];
  readonly unknowns: readonly Straddling[];
  readonly rejects: readonly Pending[];
  /** The first place that is not in it. */
  readonly next: number;
}

/** Reads what begins in a window, from the first place that was not read yet. */
export function readCell(view: View, phaseUs: number, windowUs: number, cell: number, from: number): Cell {
  const startUs = phaseUs + cell * windowUs;
  const endUs = startUs + windowUs - 1;
  const straddling: Straddling[] = [];
  const unknowns: Straddling[] = [];
  const rejects: Pending[] = [];
  let inside = 0;
  let insideLatestUs = -Infinity;
  let next = from;
  for (; next < view.length && view.startUs[next] <= endUs; next++) {
    const one = { startUs: view.startUs[next], deadline: cellOf(view.endUs[next], phaseUs, windowUs) };
    if (view.kind[next] === seen.unknown) unknowns.push(one);
    else if (view.kind[next] === seen.reject) rejects.push({ ...one, cell, endUs: view.endUs[next] });
    else if (one.deadline > cell) straddling.push(one);
    else {
      inside++;
      insideLatestUs = one.startUs;
    }
  }
  return { cell, startUs, endUs, inside, insideLatestUs, straddling, unknowns, rejects, next };
}
