import type { Sighting } from '../search.js';
import { seen } from '../windows.js';
import type { BucketLengths } from './bucket-lengths.js';

/** How many windows are followed at a time. */
const aliveMost = 64;

/**
 * When a bucket is full again at the earliest and at the latest, carried along from one action to the next.
 * The early time takes accepts in order of start once they are over, the late one all that may have been
 * accepted in order of end.
 */
export class BucketFold {
  /** Full again at the earliest and at the latest, by all that is over. */
  leastUs = -Infinity;
  mostUs: number;
  readonly #lengths: BucketLengths;
  readonly #costOf: (action: Sighting) => number;
  /** Those that may be going on, in order of end. */
  readonly #alive: Sighting[] = [];
  /** What those may take that never end. */
  #openCost = 0;

  constructor(lengths: BucketLengths, costOf: (action: Sighting) => number, pastUntilUs: number | null) {
    this.#lengths = lengths;
    this.#costOf = costOf;
    this.mostUs = pastUntilUs === null ? -Infinity : pastUntilUs + lengths.capUs + lengths.late;
  }

  /** Takes those in that are over when an action begins. */
  comeTo(startUs: number): void {
    while (this.#alive.length > 0 && this.#alive[0].endUs < startUs) {
      this.#takeIn(this.#alive[0]);
      this.#alive.shift();
    }
  }

  /** Keeps an action that may take something; false where that cannot be followed. */
  take(action: Sighting): boolean {
    if (action.seen === seen.reject) return true;
    if (action.endUs === Infinity) {
      this.#openCost += this.#costOf(action);
      return true;
    }
    return insert(this.#alive, action) && this.#alive.length <= aliveMost;
  }

  /** Full again at the latest if `besides` and all that may be going on is taken before an action is decided. */
  fullAtUs(endUs: number, besides: number): number {
    let fullAtUs = this.mostUs;
    let atEnd = this.#openCost + besides;
    for (const other of this.#alive) {
      const cost = this.#costOf(other);
      if (other.endUs >= endUs) atEnd += cost;
      else fullAtUs = Math.max(fullAtUs, other.endUs) + cost * this.#lengths.token.mostUs;
    }
    return atEnd > 0 ? Math.max(fullAtUs, endUs) + atEnd * this.#lengths.token.mostUs : fullAtUs;
  }

  #takeIn(over: Sighting): void {
    const { token, creditFor } = this.#lengths;
    const cost = this.#costOf(over);
    // It was accepted only if there was enough, however much others may have taken before.
    const sinceUs = Math.min(Math.max(this.mostUs, over.endUs), over.endUs + creditFor(cost).mostUs);
    const afterUs = sinceUs + cost * token.mostUs;
    this.mostUs = over.seen === seen.accept ? afterUs : Math.max(this.mostUs, afterUs);
    if (over.seen === seen.accept) this.leastUs = Math.max(this.leastUs, over.startUs) + cost * token.leastUs;
  }
}

/** Puts an action where it belongs by its end; false where an accept would lie within another one. */
function insert(alive: Sighting[], action: Sighting): boolean {
  let at = alive.length;
  for (; at > 0 && alive[at - 1].endUs > action.endUs; at--)
    if (alive[at - 1].seen === seen.accept && action.seen === seen.accept) return false;
  if (at === alive.length) alive.push(action);
  else alive.splice(at, 0, action);
  return true;
}
