import type { Budget } from '../budget.js';
import { firstAtLeast } from '../sorted.js';
import type { Course, Steps } from './course.js';
import {
  assign,
  clearZones,
  copyZone,
  dropZone,
  leastOf,
  mostOf,
  tighten,
  zonesOf,
  type Zones,
} from './dbm.js';
import { variables, type ZoneRules } from './rules.js';

/** What one search works on. */
export interface Board {
  readonly course: Course;
  readonly rules: ZoneRules;
  readonly zones: Zones;
  /** How many instants the limiter remembers. */
  readonly memory: number;
  /** What a step of the search costs. */
  readonly price: number;
  readonly budget: Budget;
  /** A time so long ago that it is as good as never. */
  readonly neverUs: number;
  /** Something unseen may have been accepted at any time until then, and that can matter; else `null`. */
  readonly pastUntilUs: number | null;
  /** The places of a zone that count when two are compared. */
  readonly places: Int32Array;
  /** The cost of the accept that is being placed. */
  cost: number;
  /** What accepts have led to: zones and modes. */
  readonly found: { at: number; mode: number }[];
}

/** Zones of more variables than this are not worth the search. */
const sizeMost = 100;

/** An empty board for a course; `null` where there would be too much to remember. */
export function boardOf(course: Course, rules: ZoneRules, budget: Budget, pool: ZonePool): Board | null {
  // Where an accept more never helps and nothing asks for one, there may as well have been none.
  const isPastIdle = rules.isMonotone && course.refused.length === 0;
  const pastUntilUs = isPastIdle ? null : course.pastUntilUs;
  const memory = rules.memoryOf(pastUntilUs === null ? course.totalCost : reachOf({ course }));
  const size = variables.memory + memory + course.refused.length;
  if (size > sizeMost) return null;
  const zones = pool.get(size) ?? zonesOf(size);
  pool.set(size, zones);
  clearZones(zones);
  return {
    course,
    rules,
    zones,
    pastUntilUs,
    memory,
    price: Math.ceil((size * size) / 25),
    budget,
    neverUs: Math.min(course.firstUs, pastUntilUs ?? Infinity) - rules.forgetsAfterUs - 1,
    places: placesOf(size, variables.memory + memory),
    cost: 1,
    found: [],
  };
}

/** Room for zones by their size, used again by one search after another. */
export type ZonePool = Map<number, Zones>;

/** How much the attempts of a course can take together, with one more of those that were refused. */
export const reachOf = ({ course }: Pick<Board, 'course'>): number =>
  course.totalCost + (course.refused.at(-1)?.cost ?? 0);

/** The variable that says until when attempts of a cost were refused the last time they were. */
export const gateOf = (board: Board, index: number): number => variables.memory + board.memory + index;

/**
 * That the last accept came early never hurts, nor that refusals went on for long: all else being the
 * same, whatever can follow the one can follow the other. So upper bounds of the last instant and
 * lower bounds of the gates do not count.
 */
function placesOf(size: number, firstGate: number): Int32Array {
  const places: number[] = [];
  for (let one = 0; one < size; one++)
    for (let other = 0; other < firstGate; other++)
      if (one !== variables.now && one !== other) places.push(one * size + other);
  return Int32Array.from(places);
}

/**
 * Sets the gates after an accept at `now`, splitting the zone where that can go several ways, and
 * adds the results to what was found. Takes the zone over.
 */
export function settle(board: Board, at: number, mode: number, fromGate = 0): void {
  const { rules, zones, course } = board;
  for (let index = fromGate; index < course.refused.length; index++) {
    const steps = course.refused[index];
    const source = rules.sourceOf(board, mode, steps.cost);
    if (source < 0) continue;
    const offsetUs = rules.offsetOf(board, steps.cost);
    if (zones.cells[at + variables.now * zones.size + source] >= offsetUs) {
      const idle = copyZone(zones, at);
      if (tighten(zones, idle, source, variables.now, -offsetUs)) settle(board, idle, mode, index + 1);
      else dropZone(zones, idle);
      if (!tighten(zones, at, variables.now, source, offsetUs - 1)) return dropZone(zones, at);
    }
    const gate = gateOf(board, index);
    const open = openSteps(board, at, gate, steps);
    if (open.length > 0) return splitSteps(board, at, mode, index, open);
    assign(zones, at, gate, source, offsetUs, offsetUs);
  }
  if (isDead(board, at)) return dropZone(zones, at);
  rules.finish(board, at);
  board.found.push({ at, mode });
}

const nothingOpen: readonly number[] = [];

/**
 * The refused actions that parts of the zone leave without explanation: over before `now`, and not
 * begun before the gate. Refusals went on from an accept to the gate, and go on from `now`.
 */
function openSteps({ zones }: Board, at: number, gate: number, steps: Steps): readonly number[] {
  const nowMostUs = mostOf(zones, at, variables.now);
  let open: number[] | null = null;
  let index = firstAtLeast(steps.startUs, steps.length, leastOf(zones, at, gate));
  for (; index < steps.length && steps.endUs[index] < nowMostUs; index++) {
    const apart = steps.endUs[index] + 1 - steps.startUs[index];
    if (zones.cells[at + variables.now * zones.size + gate] >= apart) (open ??= []).push(index);
  }
  return open ?? nothingOpen;
}

/** All the ways to explain them: the first ones by the gate as it was, the others from `now` on. */
function splitSteps(board: Board, at: number, mode: number, index: number, open: readonly number[]): void {
  const { zones, course, rules } = board;
  const steps = course.refused[index];
  const gate = gateOf(board, index);
  const source = rules.sourceOf(board, mode, steps.cost);
  const offsetUs = rules.offsetOf(board, steps.cost);
  for (let before = 0; before <= open.length; before++) {
    board.budget.left -= board.price;
    const part = copyZone(zones, at);
    const fits =
      (before === 0 || tighten(zones, part, 0, gate, -(steps.startUs[open[before - 1]] + 1))) &&
      (before === open.length || tighten(zones, part, variables.now, 0, steps.endUs[open[before]]));
    if (!fits) {
      dropZone(zones, part);
      continue;
    }
    assign(zones, part, gate, source, offsetUs, offsetUs);
    settle(board, part, mode, index + 1);
  }
  dropZone(zones, at);
}

/** Whether a refused action is over that nothing has explained. */
function isDead(board: Board, at: number): boolean {
  const { zones, course } = board;
  const nowUs = leastOf(zones, at, variables.now);
  return course.refused.some((steps, index) => {
    const pending = firstAtLeast(steps.startUs, steps.length, mostOf(zones, at, gateOf(board, index)));
    return pending < steps.length && steps.endUs[pending] < nowUs;
  });
}

/** Whether somewhere in the zone every refused action is explained. */
export function isExplained(board: Board, at: number): boolean {
  const { zones, course } = board;
  const part = copyZone(zones, at);
  const explained = course.refused.every(({ startUs, length }, index) =>
    tighten(zones, part, 0, gateOf(board, index), -(startUs[length - 1] + 1)),
  );
  dropZone(zones, part);
  return explained;
}

/** The latest end among the refused actions that may still need an accept; `-Infinity`: none does. */
export function wantedUntilUs(board: Board, at: number): number {
  const { zones, course } = board;
  let latestUs = -Infinity;
  course.refused.forEach(({ startUs, endUs, length }, index) => {
    if (startUs[length - 1] >= leastOf(zones, at, gateOf(board, index)))
      latestUs = Math.max(latestUs, endUs[length - 1]);
  });
  return latestUs;
}

/** The earliest end among the refused actions that may still need an accept; `Infinity`: none does. */
export function wantedByUs(board: Board, at: number): number {
  const { zones, course } = board;
  let firstUs = Infinity;
  course.refused.forEach(({ startUs, endUs, length }, index) => {
    const pending = firstAtLeast(startUs, length, leastOf(zones, at, gateOf(board, index)));
    if (pending < length) firstUs = Math.min(firstUs, endUs[pending]);
  });
  return firstUs;
}
