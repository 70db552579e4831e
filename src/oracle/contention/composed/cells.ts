import type { Budget } from '../budget.js';
import type { Question, Search, Sighting } from '../search.js';
import { isImpossible } from '../searched/evidence.js';
import { partOf, relaxed } from '../searched/parts.js';
import { inOrder } from '../order.js';
import { seen } from '../windows.js';
import { nobody } from './reasons.js';

/** One of several limits, as far as its keys are asked about. */
export interface CellRule {
  readonly search: Search;
  /** The key of each row. */
  readonly keyOf: Int32Array;
}

/** The actions of one key that have to do with each other. */
interface Cell {
  readonly indices: readonly number[];
  readonly pastUntilUs: number | null;
}

/** Of longer cells only what is near is looked at. */
const wholeMost = 80;
const before = 30;
const after = 16;

/**
 * One window for each of many actions, and under each limit what hangs together: the windows can be
 * made smaller, and each limit be asked whether it still has an explanation.
 */
export class Cells {
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  /** One of `seen`. */
  readonly kinds: Uint8Array;
  /** The limit that each refusal is held against; `nobody`: it needs none to explain it. */
  readonly heldBy: Int16Array;
  readonly #question: Question;
  readonly #rules: readonly CellRule[];
  readonly #budget: Budget;
  readonly #members: readonly Map<number, number[]>[];
  readonly #pasts: readonly Map<number, number>[];
  readonly #cellOf: readonly (Cell | undefined)[][];

  constructor(question: Question, rules: readonly CellRule[], ownPast: boolean, budget: Budget) {
    const { actions, pastUntilUs } = question;
    this.#question = question;
    this.#rules = rules;
    this.#budget = budget;
    this.startUs = Float64Array.from(actions, ({ startUs }) => startUs);
    this.endUs = Float64Array.from(actions, ({ endUs }) => endUs);
    this.kinds = Uint8Array.from(actions, (action) => action.seen);
    this.heldBy = new Int16Array(actions.length).fill(nobody);
    this.#members = rules.map(() => new Map());
    this.#pasts = rules.map(() => new Map());
    this.#cellOf = rules.map(() => []);
    actions.forEach(({ startUs }, index) => {
      rules.forEach((_, rule) => {
        const key = this.keyOf(rule, index);
        const members = this.#members[rule].get(key);
        if (members !== undefined) return void members.push(index);
        this.#members[rule].set(key, [index]);
        if (pastUntilUs !== null)
          this.#pasts[rule].set(key, ownPast ? Math.max(startUs, pastUntilUs) : pastUntilUs);
      });
    });
  }

  keyOf(rule: number, index: number): number {
    return this.#rules[rule].keyOf[this.#question.actions[index].row];
  }

  /** All actions on the key of one, under a limit. */
  sameKey(rule: number, index: number): readonly number[] {
    return this.#members[rule].get(this.keyOf(rule, index)) ?? [];
  }

  wasUnknown(index: number): boolean {
    return this.#question.actions[index].seen === seen.unknown;
  }

  rules(): Iterable<number> {
    return this.#rules.keys();
  }

  forgetsAfterUs(rule: number): number {
    return this.#rules[rule].search.forgetsAfterUs;
  }

  narrow(index: number, startUs: number, endUs: number): void {
    this.startUs[index] = startUs;
    this.endUs[index] = endUs;
  }

  /** Gives an action its whole window back. */
  widen(index: number): void {
    const { startUs, endUs } = this.#question.actions[index];
    this.narrow(index, startUs, endUs);
  }

  /** Cuts every key anew. */
  cutAll(): void {
    this.#members.forEach((keys, rule) => {
      for (const [key, members] of keys) this.#cut(rule, members, this.#pasts[rule].get(key) ?? null);
    });
  }

  /** Cuts the keys of an action anew: after its window has become larger, or what it was has changed. */
  cutKeysOf(index: number): void {
    this.#members.forEach((keys, rule) => {
      const key = this.keyOf(rule, index);
      this.#cut(rule, keys.get(key) ?? [], this.#pasts[rule].get(key) ?? null);
    });
  }

  /** Cuts what hangs together with an action anew, after its window has become smaller. */
  cutAround(index: number): void {
    this.#rules.forEach((_, rule) => {
      const cell = this.#cellOf[rule][index];
      if (cell !== undefined) this.#cut(rule, cell.indices, cell.pastUntilUs);
    });
  }

  #cut(rule: number, members: readonly number[], pastUntilUs: number | null): void {
    const cellOf = this.#cellOf[rule];
    const own: number[] = [];
    for (const index of members) {
      cellOf[index] = undefined;
      if (this.#counts(rule, index)) own.push(index);
    }
    const { startUs, endUs } = this;
    this.#budget.left -= own.length / 4;
    own.sort((a, b) => startUs[a] - startUs[b] || a - b);
    let past = pastUntilUs;
    let from = 0;
    let latestUs = -Infinity;
    for (let at = 0; at <= own.length; at++) {
      const quietUs = at === own.length ? Infinity : startUs[own[at]] - Math.max(latestUs, past ?? -Infinity);
      if (at > from && (at === own.length || quietUs >= this.forgetsAfterUs(rule))) {
        const cell: Cell = { indices: own.slice(from, at), pastUntilUs: past };
        for (const index of cell.indices) cellOf[index] = cell;
        if (at === own.length) break;
        past = this.#question.isAlone ? null : startUs[own[at]];
        from = at;
        latestUs = -Infinity;
      }
      if (at < own.length) latestUs = Math.max(latestUs, endUs[own[at]]);
    }
  }

  #counts(rule: number, index: number): boolean {
    const kind = this.kinds[index];
    return kind === seen.reject ? this.heldBy[index] === rule : kind !== seen.absent;
  }

  /** Whether each limit by itself can explain what is near an action. */
  isExplainedAround(index: number): boolean {
    return this.#rules.every((_, rule) => {
      const cell = this.#cellOf[rule][index];
      if (cell === undefined) return true;
      const question = this.#questionOf(cell);
      if (cell.indices.length <= wholeMost) return this.#isExplained(rule, question);
      const at = question.actions.findIndex(({ row }) => row === this.#question.actions[index].row);
      const part = partOf(question, Math.max(0, at - before), Math.min(cell.indices.length, at + after));
      return this.#isExplained(rule, part);
    });
  }

  /**
   * Whether a limit refuses an action at whatever instant, and whatever comes after it: what is over when
   * it begins leaves no room for it, and what overlaps it need not have happened.
   */
  isSurelyRefused(rule: number, index: number): boolean {
    const [startUs, endUs] = [this.startUs[index], this.endUs[index]];
    const { actions, pastUntilUs } = this.#question;
    const sinceUs = startUs - 2 * this.forgetsAfterUs(rule);
    let past =
      pastUntilUs === null ? -Infinity : (this.#pasts[rule].get(this.keyOf(rule, index)) ?? -Infinity);
    const near: Sighting[] = [{ ...actions[index], seen: seen.accept }];
    for (const other of this.sameKey(rule, index)) {
      const action = actions[other];
      if (action.seen === seen.reject || action.startUs > endUs) continue;
      if (action.endUs < sinceUs) past = Math.max(past, action.endUs);
      else near.push(action.endUs < startUs ? action : relaxed(action));
    }
    if (near.length > wholeMost) return false;
    const question: Question = {
      actions: near.sort(inOrder),
      pastUntilUs: past === -Infinity ? null : past,
      isAlone: this.#question.isAlone,
    };
    return isImpossible(this.#rules[rule].search, question, this.#budget);
  }

  /** What hangs together with an action, by limit. */
  matesOf(index: number): readonly (readonly number[])[] {
    return this.#cellOf.map((cells) => cells[index]?.indices ?? []);
  }

  /** Whether each limit by itself can explain some of the actions; left out: all of them. */
  isExplained(matesOf?: readonly (readonly number[])[]): boolean {
    return this.#cellOf.every((cells, rule) => {
      const asked = new Set(matesOf === undefined ? cells : matesOf[rule].map((index) => cells[index]));
      return [...asked].every(
        (cell) => cell === undefined || this.#isExplained(rule, this.#questionOf(cell)),
      );
    });
  }

  #questionOf({ indices, pastUntilUs }: Cell): Question {
    const { actions, isAlone } = this.#question;
    const sightings = indices.map((index): Sighting => {
      const [startUs, endUs, kind] = [this.startUs[index], this.endUs[index], this.kinds[index]];
      return { row: actions[index].row, startUs, endUs, seen: kind };
    });
    return { actions: sightings.sort(inOrder), pastUntilUs, isAlone };
  }

  #isExplained(rule: number, question: Question): boolean {
    const granted = Math.min(20_000 + 100 * question.actions.length, this.#budget.left);
    if (granted <= 0) return false;
    const steps = { left: granted };
    const explained = this.#rules[rule].search.explain(question, steps);
    this.#budget.left -= granted - Math.max(0, steps.left) + question.actions.length;
    return explained === 'valid';
  }
}
