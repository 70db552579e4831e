import { nobody, type orders, type Places } from './places.js';
import type { Records } from './records.js';

/**
 * A waiting line for each key, of places in order of one of their times. Equal times keep the order they
 * came in. A place knows its neighbours, and the record of a key the two ends of its line.
 */
export class Lines {
  readonly #places: Records;
  readonly #keys: Records;
  readonly #due: number;
  /** Where in a place the next one is; the previous one is behind it. */
  readonly #links: number;
  /** Where in a key the first place is; the last one is behind it. */
  readonly #ends: number;

  constructor(
    places: Places,
    { due, links }: (typeof orders)[keyof typeof orders],
    keys: Records,
    ends: number,
  ) {
    this.#places = places.records;
    this.#keys = keys;
    this.#due = due;
    this.#links = links;
    this.#ends = ends;
  }

  /** The first place of a line, or `nobody`. */
  first(key: number): number {
    return this.#keys.cells[2 * this.#keys.width * key + this.#ends];
  }

  /** The place behind another, or `nobody`. */
  after(place: number): number {
    return this.#places.cells[2 * this.#places.width * place + this.#links];
  }

  /** Puts a place into a line before all that are due later. */
  add(key: number, place: number): void {
    const dueUs = this.#dueUs(place);
    let before = this.#last(key);
    while (before !== nobody && this.#dueUs(before) > dueUs) before = this.#before(before);
    const behind = before === nobody ? this.first(key) : this.after(before);
    this.#join(key, before, place);
    this.#join(key, place, behind);
  }

  /** Takes a place out of its line. */
  remove(key: number, place: number): void {
    this.#join(key, this.#before(place), this.after(place));
  }

  /** The first that is due at an instant, wherever it stands; `nobody` when there is none. */
  find(key: number, dueUs: number): number {
    // From both ends: those that never get an answer gather in front, and the latest are at the back.
    let front = this.first(key);
    let back = this.#last(key);
    while (front !== nobody && back !== nobody) {
      if (this.#dueUs(front) === dueUs) return front;
      if (this.#dueUs(back) === dueUs) return back;
      if (front === back) return nobody;
      front = this.after(front);
      back = this.#before(back);
    }
    return nobody;
  }

  #dueUs(place: number): number {
    return this.#places.times[this.#places.width * place + this.#due];
  }

  #before(place: number): number {
    return this.#places.cells[2 * this.#places.width * place + this.#links + 1];
  }

  #last(key: number): number {
    return this.#keys.cells[2 * this.#keys.width * key + this.#ends + 1];
  }

  #join(key: number, one: number, other: number): void {
    const ends = 2 * this.#keys.width * key + this.#ends;
    if (one === nobody) this.#keys.cells[ends] = other;
    else this.#places.cells[2 * this.#places.width * one + this.#links] = other;
    if (other === nobody) this.#keys.cells[ends + 1] = one;
    else this.#places.cells[2 * this.#places.width * other + this.#links + 1] = one;
  }
}
