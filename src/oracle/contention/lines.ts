import { longer, nobody, type Places } from './places.js';

const next = 0;
const previous = 1;
const links = 2;
const first = 0;
const last = 1;
const ends = 2;

/**
 * Waiting lines, as many as there are keys and more, of places in order of one of their times. Equal
 * times keep the order they came in.
 */
export class Lines {
  readonly #places: Places;
  readonly #due: number;
  #links = new Int32Array(links * 64);
  #ends = new Int32Array(ends * 64);

  /** @param due what is waited for: 0 the start, 1 the end */
  constructor(places: Places, due: 0 | 1) {
    this.#places = places;
    this.#due = due;
  }

  /** Makes room for lines below a number. */
  reserve(lines: number): void {
    if (ends * lines > this.#ends.length) this.#ends = longer(this.#ends, new Int32Array(2 * ends * lines));
  }

  /** The first place of a line, or `nobody`. */
  first(line: number): number {
    return this.#ends[ends * line + first];
  }

  last(line: number): number {
    return this.#ends[ends * line + last];
  }

  /** The place behind another, or `nobody`. */
  after(place: number): number {
    return this.#links[links * place + next];
  }

  /** Puts a place into a line before all that are due later. */
  add(line: number, place: number): void {
    if (links * place >= this.#links.length)
      this.#links = longer(this.#links, new Int32Array(2 * links * place));
    const dueUs = this.#places.timeOf(place, this.#due);
    let before = this.#ends[ends * line + last];
    while (before !== nobody && this.#places.timeOf(before, this.#due) > dueUs)
      before = this.#links[links * before + previous];
    const behind = before === nobody ? this.first(line) : this.after(before);
    this.#join(line, before, place);
    this.#join(line, place, behind);
  }

  /** Takes a place out of its line. */
  remove(line: number, place: number): void {
    this.#join(line, this.#links[links * place + previous], this.after(place));
  }

  /** The first that is due at an instant, wherever it stands; `nobody` when there is none. */
  find(line: number, dueUs: number): number {
    // From both ends: those that never get an answer gather in front, and the latest are at the back.
    let front = this.first(line);
    let back = this.#ends[ends * line + last];
    while (front !== nobody && back !== nobody) {
      if (this.#places.timeOf(front, this.#due) === dueUs) return front;
      if (this.#places.timeOf(back, this.#due) === dueUs) return back;
      if (front === back) return nobody;
      front = this.after(front);
      back = this.#links[links * back + previous];
    }
    return nobody;
  }

  #join(line: number, one: number, other: number): void {
    if (one === nobody) this.#ends[ends * line + first] = other;
    else this.#links[links * one + next] = other;
    if (other === nobody) this.#ends[ends * line + last] = one;
    else this.#links[links * other + previous] = one;
  }
}
