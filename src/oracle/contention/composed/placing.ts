import type { Budget } from '../budget.js';
import { seen } from '../windows.js';
import type { Cells } from './cells.js';
import { nobody } from './reasons.js';

/** How often an accept is tried at places before the others have to move. */
const looksMost = 60;
/** How often others have to move, for each accept. */
const repairsMost = 6;

/** Holds a refusal against the first of some limits that can still explain all. */
export function holds(cells: Cells, index: number, rules: readonly number[]): boolean {
  return [...rules, nobody].some((rule) => {
    cells.heldBy[index] = rule;
    cells.cutKeysOf(index);
    return rule !== nobody && cells.isExplainedAround(index);
  });
}

/** How many move at once. */
const movedMost = 16;

/** Settles refusals, unanswered actions and accepts, in this order. */
export class Placing {
  readonly #cells: Cells;
  readonly #refusals: ReadonlyMap<number, readonly number[]>;
  readonly #budget: Budget;
  readonly #lastUs: number;
  readonly #taken = new Set<number>();
  readonly #isPlaced: Uint8Array;
  #looks = 0;
  #random = 1;

  constructor(cells: Cells, refusals: ReadonlyMap<number, readonly number[]>, budget: Budget) {
    this.#cells = cells;
    this.#refusals = refusals;
    this.#budget = budget;
    this.#isPlaced = new Uint8Array(cells.kinds.length);
    this.#lastUs = Math.max(...[...cells.endUs].filter((us) => us < Infinity), ...cells.startUs);
  }

  /** Settles some actions; where one finds no place, those near it move. */
  settlesAll(queue: number[]): boolean {
    let repairs = repairsMost * queue.length;
    while (queue.length > 0) {
      if (this.#budget.left <= 0) return false;
      const index = queue.shift() ?? 0;
      const isSettled = this.#settles(index);
      if (isSettled && this.#isOpen(index)) queue.push(index);
      if (isSettled) continue;
      if (repairs-- <= 0) return false;
      const moved = this.#moveAway(index);
      if (moved.length === 0) return false;
      queue.unshift(index, ...moved);
    }
    return true;
  }

  /** Whether an action is an accept without an instant. */
  #isOpen(index: number): boolean {
    return this.#cells.kinds[index] === seen.accept && this.#isPlaced[index] === 0;
  }

  #settles(index: number): boolean {
    const kind = this.#cells.kinds[index];
    if (kind === seen.unknown) return this.#closes(index);
    if (kind === seen.accept) return this.#isPlaced[index] === 1 || this.#place(index);
    const rules = this.#refusals.get(index);
    if (rules === undefined) return true;
    return holds(this.#cells, index, this.#next() < 0.5 ? rules : [...rules].reverse());
  }

  /** Decides what became of an unanswered action: nothing, if that will do. */
  #closes(index: number): boolean {
    const cells = this.#cells;
    const mates = cells.matesOf(index);
    cells.kinds[index] = seen.absent;
    cells.cutKeysOf(index);
    if (cells.isExplained(mates)) return true;
    cells.kinds[index] = seen.accept;
    if (cells.endUs[index] === Infinity) cells.narrow(index, cells.startUs[index], this.#lastUs);
    cells.cutKeysOf(index);
    if (cells.isExplainedAround(index)) return true;
    this.#reopen(index);
    cells.cutKeysOf(index);
    return false;
  }

  #reopen(index: number): void {
    this.#cells.kinds[index] = seen.unknown;
    this.#cells.widen(index);
  }

  #place(index: number): boolean {
    const cells = this.#cells;
    this.#looks = looksMost;
    const [startUs, endUs] = [cells.startUs[index], cells.endUs[index]];
    if (!this.#isFoundIn(index, startUs, endUs)) {
      cells.narrow(index, startUs, endUs);
      return false;
    }
    this.#isPlaced[index] = 1;
    this.#taken.add(cells.startUs[index]);
    cells.cutAround(index);
    return true;
  }

  #fits(index: number, startUs: number, endUs: number): boolean {
    this.#looks--;
    this.#cells.narrow(index, startUs, endUs);
    return this.#cells.isExplainedAround(index);
  }

  /** Tries the middle, and where that does not do the halves, as far as they may. */
  #isFoundIn(index: number, startUs: number, endUs: number): boolean {
    const middleUs = this.#between(startUs, endUs);
    if (!this.#taken.has(middleUs) && this.#fits(index, middleUs, middleUs)) return true;
    const halves = [
      [startUs, middleUs - 1],
      [middleUs + 1, endUs],
    ];
    if (this.#next() < 0.3) halves.reverse();
    return halves.some(
      ([fromUs, toUs]) =>
        fromUs <= toUs &&
        this.#looks > 0 &&
        this.#fits(index, fromUs, toUs) &&
        this.#isFoundIn(index, fromUs, toUs),
    );
  }

  /** Somewhere near the middle. */
  #between(startUs: number, endUs: number): number {
    return Math.floor(startUs + (endUs - startUs) * (0.25 + 0.5 * this.#next()));
  }

  /** Numbers that look drawn, the same in every run. */
  #next(): number {
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    return this.#random / 2_147_483_647;
  }

  /** Frees what was settled near an action, under any limit; refusals only where others may have made them. */
  #moveAway(index: number): readonly number[] {
    const cells = this.#cells;
    const moved = new Set<number>();
    for (const rule of cells.rules()) {
      const farUs = cells.forgetsAfterUs(rule);
      const [fromUs, toUs] = [cells.startUs[index] - farUs, cells.endUs[index] + farUs];
      for (const other of cells.sameKey(rule, index)) {
        if (cells.endUs[other] <= fromUs || cells.startUs[other] >= toUs || other === index) continue;
        if (this.#isMovable(other)) moved.add(other);
      }
    }
    const atUs = cells.startUs[index];
    const near = [...moved]
      .sort((a, b) => Math.abs(cells.startUs[a] - atUs) - Math.abs(cells.startUs[b] - atUs) || a - b)
      .slice(0, movedMost);
    const all = near.sort((a, b) => this.#turnOf(a) - this.#turnOf(b) || a - b);
    for (const other of all) this.#free(other);
    for (const other of [index, ...all]) cells.cutKeysOf(other);
    return all;
  }

  #isMovable(index: number): boolean {
    if (this.#cells.wasUnknown(index)) return this.#cells.kinds[index] !== seen.unknown;
    return this.#isPlaced[index] === 1 || (this.#refusals.get(index)?.length ?? 0) > 1;
  }

  #turnOf(index: number): number {
    if (this.#cells.kinds[index] === seen.reject) return 0;
    return this.#cells.wasUnknown(index) ? 1 : 2;
  }

  #free(index: number): void {
    const cells = this.#cells;
    if (this.#isPlaced[index] === 1) this.#taken.delete(cells.startUs[index]);
    this.#isPlaced[index] = 0;
    if (cells.wasUnknown(index)) this.#reopen(index);
    else if (cells.kinds[index] === seen.reject) cells.heldBy[index] = nobody;
    else cells.widen(index);
  }
}
