import { Records } from './records.js';

/** No place. */
export const nobody = 0;

/** Where what is in the record of a place: two times, then whole numbers. */
const startCell = 0;
const endCell = 1;
const idCell = 4;
const kindCell = 5;
/** The neighbours in the line by start, and in the one by end. */
const byStartCell = 6;
const byEndCell = 8;
const width = 5;

/** The two orders in which places can wait: what they are due by, and where their neighbours are. */
export const orders = {
  byStart: { due: startCell, links: byStartCell },
  byEnd: { due: endCell, links: byEndCell },
} as const;

/**
 * Actions that wait for something, in records that all keys share: a run has millions of actions and
 * mostly a handful of them at once. A place is used again once its action has left. Counted from 1.
 */
export class Places {
  readonly #records = new Records(width);
  /** A place that was left; its id is the one that was left before. */
  #left = nobody;
  #used = 0;

  get records(): Records {
    return this.#records;
  }

  /** A place for an action of which the start is known. */
  take(startUs: number): number {
    let place = this.#left;
    if (place === nobody) {
      place = ++this.#used;
      this.#records.reserve(place + 1);
    } else this.#left = this.idOf(place);
    this.#records.times[width * place + startCell] = startUs;
    return place;
  }

  /** What else is known once it is settled. */
  settle(place: number, endUs: number, id: number, kind: number): void {
    this.#records.times[width * place + endCell] = endUs;
    this.#records.cells[2 * width * place + idCell] = id;
    this.#records.cells[2 * width * place + kindCell] = kind;
  }

  /** Nobody needs it any more. */
  leave(place: number): void {
    this.#records.cells[2 * width * place + idCell] = this.#left;
    this.#left = place;
  }

  startOf(place: number): number {
    return this.#records.times[width * place + startCell];
  }

  endOf(place: number): number {
    return this.#records.times[width * place + endCell];
  }

  idOf(place: number): number {
    return this.#records.cells[2 * width * place + idCell];
  }

  kindOf(place: number): number {
    return this.#records.cells[2 * width * place + kindCell];
  }
}
