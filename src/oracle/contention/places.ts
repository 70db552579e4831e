/** No place. */
export const nobody = 0;

const startCell = 0;
const endCell = 1;
const times = 2;
const idCell = 0;
const kindCell = 1;
const cells = 2;

/**
 * Actions that wait for something, in columns that all keys share: a run has millions of actions and
 * mostly a handful of them at once. A place is used again once its action has left. Counted from 1.
 */
export class Places {
  #times = new Float64Array(times * 64);
  #cells = new Int32Array(cells * 64);
  /** A place that was left; its id is the one that was left before. */
  #left = nobody;
  #used = 0;

  /** A place for an action of which the start is known. */
  take(startUs: number): number {
    let place = this.#left;
    if (place === nobody) {
      place = ++this.#used;
      if (times * place >= this.#times.length) this.#grow();
    } else this.#left = this.#cells[cells * place + idCell];
    this.#times[times * place + startCell] = startUs;
    return place;
  }

  /** What else is known once it is settled. */
  settle(place: number, endUs: number, id: number, kind: number): void {
    this.#times[times * place + endCell] = endUs;
    this.#cells[cells * place + idCell] = id;
    this.#cells[cells * place + kindCell] = kind;
  }

  /** Nobody needs it any more. */
  leave(place: number): void {
    this.#cells[cells * place + idCell] = this.#left;
    this.#left = place;
  }

  /** One of the two times of a place; `which`: 0 the start, 1 the end. */
  timeOf(place: number, which: number): number {
    return this.#times[times * place + which];
  }

  startOf(place: number): number {
    return this.#times[times * place + startCell];
  }

  endOf(place: number): number {
    return this.#times[times * place + endCell];
  }

  idOf(place: number): number {
    return this.#cells[cells * place + idCell];
  }

  kindOf(place: number): number {
    return this.#cells[cells * place + kindCell];
  }

  #grow(): void {
    this.#times = longer(this.#times, new Float64Array(2 * this.#times.length));
    this.#cells = longer(this.#cells, new Int32Array(2 * this.#cells.length));
  }
}

/** The same cells in a longer column. */
export function longer<T extends Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(column: T, into: T): T {
  into.set(column);
  return into;
}
