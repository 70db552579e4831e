/** No action; the end of a line. */
export const nobody = -1;

/**
 * Waiting lines, as many as there are keys and more, in columns that all of them share: a run has
 * millions of actions and mostly a handful of them in each line. A place is used again once its
 * action has left.
 */
export interface Lines {
  /** The first place of a line, or `nobody`. */
  first(line: number): number;
  /** The place behind another, or `nobody`. */
  after(place: number): number;
  startOf(place: number): number;
  endOf(place: number): number;
  idOf(place: number): number;
  kindOf(place: number): number;
  /** Puts an action into a line before all that are due later; equal times keep the order they came in. */
  add(line: number, dueUs: number, id: number, startUs: number, endUs: number, kind: number): void;
  /** Takes the first out of a line that has one. */
  shift(line: number): void;
  /** Takes out the first that is due at an instant, wherever it stands; nothing when there is none. */
  remove(line: number, dueUs: number): void;
}

const dueCell = 0;
const startCell = 1;
const endCell = 2;
const times = 3;
const idCell = 0;
const kindCell = 1;
const nextCell = 2;
const previousCell = 3;
const links = 4;

/** Makes empty lines; they are numbered from 0, and each begins to be when it is first added to. */
export function waitingLines(): Lines {
  return new PooledLines();
}

class PooledLines implements Lines {
  #times = new Float64Array(times * 64);
  #links = new Int32Array(links * 64);
  /** First and last place of each line, counted from 1, so that 0 is nobody. */
  #ends = new Int32Array(128);
  /** A place that was left, and behind it the others; counted from 1. */
  #free = 0;
  #used = 0;

  first(line: number): number {
    return 2 * line < this.#ends.length ? this.#ends[2 * line] - 1 : nobody;
  }

  after(place: number): number {
    return this.#links[links * place + nextCell] - 1;
  }

  startOf(place: number): number {
    return this.#times[times * place + startCell];
  }

  endOf(place: number): number {
    return this.#times[times * place + endCell];
  }

  idOf(place: number): number {
    return this.#links[links * place + idCell];
  }

  kindOf(place: number): number {
    return this.#links[links * place + kindCell];
  }

  add(line: number, dueUs: number, id: number, startUs: number, endUs: number, kind: number): void {
    if (2 * line >= this.#ends.length) this.#ends = grown(this.#ends, 2 * line + 2);
    const place = this.#place();
    this.#times[times * place + dueCell] = dueUs;
    this.#times[times * place + startCell] = startUs;
    this.#times[times * place + endCell] = endUs;
    this.#links[links * place + idCell] = id;
    this.#links[links * place + kindCell] = kind;
    let previous = this.#ends[2 * line + 1] - 1;
    while (previous !== nobody && this.#times[times * previous + dueCell] > dueUs)
      previous = this.#links[links * previous + previousCell] - 1;
    const next = previous === nobody ? this.first(line) : this.after(previous);
    this.#join(line, previous, place);
    this.#join(line, place, next);
  }

  shift(line: number): void {
    this.#leave(line, this.first(line));
  }

  remove(line: number, dueUs: number): void {
    // From both ends: those that never get an answer gather in front, and the latest are at the back.
    let front = this.first(line);
    let back = front === nobody ? nobody : this.#ends[2 * line + 1] - 1;
    while (front !== nobody && back !== nobody) {
      if (this.#times[times * front + dueCell] === dueUs) return this.#leave(line, front);
      if (this.#times[times * back + dueCell] === dueUs) return this.#leave(line, back);
      if (front === back) return;
      front = this.after(front);
      back = this.#links[links * back + previousCell] - 1;
    }
  }

  #leave(line: number, place: number): void {
    this.#join(line, this.#links[links * place + previousCell] - 1, this.after(place));
    this.#links[links * place + nextCell] = this.#free;
    this.#free = place + 1;
  }

  #join(line: number, previous: number, next: number): void {
    if (previous === nobody) this.#ends[2 * line] = next + 1;
    else this.#links[links * previous + nextCell] = next + 1;
    if (next === nobody) this.#ends[2 * line + 1] = previous + 1;
    else this.#links[links * next + previousCell] = previous + 1;
  }

  #place(): number {
    if (this.#free > 0) {
      const place = this.#free - 1;
      this.#free = this.#links[links * place + nextCell];
      return place;
    }
    const place = this.#used++;
    if (times * place < this.#times.length) return place;
    const cells = new Float64Array(2 * this.#times.length);
    cells.set(this.#times);
    this.#times = cells;
    this.#links = grown(this.#links, links * (place + 1));
    return place;
  }
}

/** At least twice as long, the new cells 0. */
function grown(cells: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(length, 2 * cells.length));
  more.set(cells);
  return more;
}
