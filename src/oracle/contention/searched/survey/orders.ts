import { seen } from '../../windows.js';
import type { Sighting } from '../../search.js';
import { none } from './states.js';

/** How far behind the first undecided action others may already be decided. */
const reachMost = 30;

/** A step from one place to the next: which action is decided next, and when. */
export interface Steps {
  readonly action: Int32Array;
  readonly fromUs: Float64Array;
  readonly toUs: Float64Array;
  /** When the first of the other undecided ones may be. */
  readonly othersFromUs: Float64Array;
  /** The place it leads to. */
  readonly to: Int32Array;
  /** The next step from the same place, or `none`. */
  readonly next: Int32Array;
}

/**
 * All the orders in which actions can have been decided, as places: which of them were. A place is the
 * first action that is not done with, and a bit for each later one. An action comes no earlier than any
 * decided one can have, and no later than any must that was answered and is not decided yet; an unknown
 * one may be left out. Arrays are used again and again.
 */
export class Orders implements Steps {
  /** How many places there are; each comes after those that lead to it. */
  length = 0;
  /** The places in an order in which each comes after those that lead to it. */
  order = new Int32Array(64);
  /** The first step from each place, or `none`. */
  first = new Int32Array(64);
  /** Whether nothing has to be decided any more. */
  isEnd = new Uint8Array(64);
  action = new Int32Array(64);
  fromUs = new Float64Array(64);
  toUs = new Float64Array(64);
  othersFromUs = new Float64Array(64);
  to = new Int32Array(64);
  next = new Int32Array(64);
  #base = new Int32Array(64);
  #mask = new Int32Array(64);
  /** Places by how many actions are done with. */
  #latest = new Int32Array(64);
  #sibling = new Int32Array(64);
  #steps = 0;
  #actions: readonly Sighting[] = [];

  /** Lays out the orders of actions, which come in order of start; false where there are too many. */
  lay(actions: readonly Sighting[]): boolean {
    const { length } = actions;
    this.#actions = actions;
    this.length = 0;
    this.#steps = 0;
    if (this.#latest.length <= length) this.#latest = new Int32Array(2 * length + 2);
    this.#latest.fill(none, 0, length + 1);
    const placesMost = 12 * length + 64;
    this.#placeOf(0, 0);
    let done = 0;
    for (let rank = 0; rank <= length; rank++)
      for (let place = this.#latest[rank]; place !== none; place = this.#sibling[place]) {
        this.order[done++] = place;
        if (!this.#goOn(place) || this.length > placesMost) return false;
      }
    return true;
  }

  /** Adds the steps from a place; false where that goes too far. */
  #goOn(place: number): boolean {
    const base = this.#base[place];
    const mask = this.#mask[place];
    const dueUs = this.#dueUs(base, mask);
    this.isEnd[place] = dueUs === null ? 1 : 0;
    if (dueUs === null) return true;
    const actions = this.#actions;
    const sinceUs = this.#sinceUs(base, mask);
    for (let index = base; index < actions.length && actions[index].startUs <= dueUs; index++) {
      if (index - base > reachMost) return false;
      if ((mask >>> (index - base)) % 2 === 1) continue;
      const fromUs = Math.max(sinceUs, actions[index].startUs);
      const toUs = Math.min(dueUs, actions[index].endUs);
      if (fromUs > toUs) continue;
      const to = this.#placeOf(base, mask | (1 << (index - base)));
      const step = this.#addStep(place, index, to);
      this.fromUs[step] = fromUs;
      this.toUs[step] = toUs;
      this.othersFromUs[step] = this.#othersFromUs(base, mask, index);
    }
    return true;
  }

  /** When the first answer that is not decided yet must have been; `null`: none is left. */
  #dueUs(base: number, mask: number): number | null {
    const actions = this.#actions;
    let dueUs = Infinity;
    let isLeft = false;
    for (let index = base; index < actions.length && actions[index].startUs <= dueUs; index++) {
      if (actions[index].seen === seen.unknown) continue;
      if (index - base <= reachMost && (mask >>> (index - base)) % 2 === 1) continue;
      isLeft = true;
      dueUs = Math.min(dueUs, actions[index].endUs);
    }
    return isLeft ? dueUs : null;
  }

  /** No decision to come is earlier than the latest begun of those that are made. */
  #sinceUs(base: number, mask: number): number {
    const latest = mask === 0 ? base - 1 : base + 31 - Math.clz32(mask);
    return latest < 0 ? -Infinity : this.#actions[latest].startUs;
  }

  #othersFromUs(base: number, mask: number, but: number): number {
    const actions = this.#actions;
    for (let index = base; index < actions.length; index++) {
      const isDecided = index - base <= reachMost && (mask >>> (index - base)) % 2 === 1;
      if (index !== but && !isDecided) return actions[index].startUs;
    }
    return Infinity;
  }

  #placeOf(madeBase: number, madeMask: number): number {
    const sinceUs = this.#sinceUs(madeBase, madeMask);
    const actions = this.#actions;
    let base = madeBase;
    let mask = madeMask;
    while (base < actions.length && (mask % 2 !== 0 || isOver(actions[base], sinceUs))) {
      base++;
      mask >>>= 1;
    }
    const rank = base + bitsOf(mask);
    for (let place = this.#latest[rank]; place !== none; place = this.#sibling[place])
      if (this.#base[place] === base && this.#mask[place] === mask) return place;
    return this.#addPlace(rank, base, mask);
  }

  #addPlace(rank: number, base: number, mask: number): number {
    if (this.length === this.order.length) this.#growPlaces();
    const place = this.length++;
    this.#base[place] = base;
    this.#mask[place] = mask;
    this.first[place] = none;
    this.#sibling[place] = this.#latest[rank];
    this.#latest[rank] = place;
    return place;
  }

  #addStep(place: number, action: number, to: number): number {
    if (this.#steps === this.action.length) this.#growSteps();
    const step = this.#steps++;
    this.action[step] = action;
    this.to[step] = to;
    this.next[step] = this.first[place];
    this.first[place] = step;
    return step;
  }

  #growPlaces(): void {
    this.order = grown(this.order);
    this.first = grown(this.first);
    this.#base = grown(this.#base);
    this.#mask = grown(this.#mask);
    this.#sibling = grown(this.#sibling);
    const isEnd = new Uint8Array(this.order.length);
    isEnd.set(this.isEnd);
    this.isEnd = isEnd;
  }

  #growSteps(): void {
    this.action = grown(this.action);
    this.to = grown(this.to);
    this.next = grown(this.next);
    this.fromUs = grownUs(this.fromUs);
    this.toUs = grownUs(this.toUs);
    this.othersFromUs = grownUs(this.othersFromUs);
  }
}

/** Whether an unknown action that was not accepted by then never will be. */
const isOver = (action: Sighting, sinceUs: number): boolean =>
  action.seen === seen.unknown && action.endUs < sinceUs;

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function grownUs(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * array.length);
  larger.set(array);
  return larger;
}
