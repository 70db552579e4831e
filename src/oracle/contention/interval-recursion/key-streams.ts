import type { Rules } from './course.js';
import type { Finding } from '../finding.js';
import { Lines } from '../lines.js';
import { nobody, orders, Places } from '../places.js';
import { Records } from '../records.js';
import { shortfall } from './shortfall.js';
import { seen } from '../windows.js';

/** Told what was found. Plain arguments and no object, since there is one for every action. */
export type Found = (
  finding: Finding,
  /** The action it is about. */
  id: number,
  /** For an accept that is wrong: the earlier settled accept it contradicts; else -1. */
  against: number,
  /** By how much all windows would have to widen for the fault to vanish; 0 where there is none. */
  marginUs: number,
  /** For a reject that is wrong: when the last action that may have been accepted was over; `-Infinity`: there was none. */
  idleSinceUs: number,
) => void;

/**
 * Judges the actions of many keys as they settle, from their windows and answers alone. Two accepts
 * that cannot both be right, whatever their order: the one that settled later is wrong. A reject that
 * no accept and no unknown action can have caused is wrong. What is proven wrong counts as unknown from
 * then on, so that one fault does not make others out of right answers. Needs no more memory than what
 * is in flight: of earlier actions only the latest accept and the latest end of a key matter.
 */
export interface KeyStreams {
  /** Begins another key; returns its number, counted from 0. */
  open(): number;
  /** An action of a key is on its way; to be told in order of sending. */
  sent(key: number, startUs: number): void;
  /** When the window of the first that is still on its way begins; `otherwiseUs` when none is. */
  firstUs(key: number, otherwiseUs: number): number;
  /** An action of a key settled. `id`: what findings call it. Actions of a key come in order of settling. */
  push(key: number, id: number, startUs: number, endUs: number, kind: number): void;
  /** All actions of a key whose windows begin before `untilUs` have been pushed. */
  passed(key: number, untilUs: number): void;
}

/** Makes streams without keys. Ids are whole numbers below 2^31. */
export function keyStreams(rules: Rules, minMarginUs: number, found: Found): KeyStreams {
  return new ColumnStreams(rules, minMarginUs, found);
}

/** What is remembered of a key: the latest accept, and the two latest ends with the owner of the first. */
const lastStartCell = 0;
const lastEndCell = 1;
const latestCell = 2;
const secondCell = 3;
const lastIdCell = 8;
const latestIdCell = 9;
/** The ends of its lines; see there. */
const onTheWayCell = 10;
const openCell = 12;
const pendingCell = 14;
/** In times; as many whole numbers are twice that. */
const width = 8;

class ColumnStreams implements KeyStreams {
  readonly #rules: Rules;
  readonly #minMarginUs: number;
  readonly #found: Found;
  readonly #places = new Places();
  readonly #keys = new Records(width);
  /** What is on its way. */
  readonly #onTheWay = new Lines(this.#places, orders.byStart, this.#keys, onTheWayCell);
  /** Accepted or unknown: what may explain a reject, until it is folded into the latest ends. */
  readonly #open = new Lines(this.#places, orders.byStart, this.#keys, openCell);
  /** What waits for the actions that may still turn up inside its window. */
  readonly #pending = new Lines(this.#places, orders.byEnd, this.#keys, pendingCell);
  /** Of each key when its first window began, where something may have been before. */
  readonly #firstUs: number[] = [];
  #opened = 0;

  constructor(rules: Rules, minMarginUs: number, found: Found) {
    this.#rules = rules;
    this.#minMarginUs = minMarginUs;
    this.#found = found;
  }

  open(): number {
    const key = this.#opened++;
    this.#keys.reserve(this.#opened);
    this.#keys.times.fill(-Infinity, width * key, width * key + secondCell + 1);
    if (this.#rules.initial === 'unknown') this.#firstUs.push(Infinity);
    return key;
  }

  sent(key: number, startUs: number): void {
    this.#onTheWay.add(key, this.#places.take(startUs));
  }

  firstUs(key: number, otherwiseUs: number): number {
    const first = this.#onTheWay.first(key);
    return first === nobody ? otherwiseUs : this.#places.startOf(first);
  }

  push(key: number, id: number, startUs: number, endUs: number, kind: number): void {
    if (this.#rules.initial === 'unknown') this.#firstUs[key] = Math.min(this.#firstUs[key], startUs);
    const place = this.#arrived(key, startUs);
    this.#places.settle(place, endUs, id, kind);
    if (kind === seen.unknown) this.#open.add(key, place);
    else if (kind === seen.accept) this.#accepted(key, place);
    else this.#rejected(key, place);
  }

  passed(key: number, untilUs: number): void {
    // A near edge is only seen once what begins soon after the window is known as well.
    const dueUs = untilUs - 2 * this.#minMarginUs;
    for (let place = this.#pending.first(key); place !== nobody; place = this.#pending.first(key)) {
      if (this.#places.endOf(place) >= dueUs) return;
      this.#pending.remove(key, place);
      this.#settled(key, place);
      this.#places.leave(place);
    }
  }

  /** The place of an action that was on its way, or another. */
  #arrived(key: number, startUs: number): number {
    const place = this.#onTheWay.find(key, startUs);
    if (place === nobody) return this.#places.take(startUs);
    this.#onTheWay.remove(key, place);
    return place;
  }

  #rejected(key: number, place: number): void {
    if (this.#clash(key, place) > 0) {
      this.#found('true-reject', this.#places.idOf(place), -1, 0, NaN);
      this.#places.leave(place);
    } else this.#pending.add(key, place);
  }

  #accepted(key: number, place: number): void {
    const at = width * key;
    const id = this.#places.idOf(place);
    this.#open.add(key, place);
    const marginUs = this.#clash(key, place);
    if (marginUs > 0) {
      const finding: Finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-accept';
      this.#places.settle(place, this.#places.endOf(place), id, seen.unknown);
      this.#found(finding, id, this.#keys.cells[2 * width * key + lastIdCell], marginUs, NaN);
      return;
    }
    this.#pending.add(key, place);
    const startUs = this.#places.startOf(place);
    if (startUs <= this.#keys.times[at + lastStartCell]) return;
    this.#keys.cells[2 * width * key + lastIdCell] = id;
    this.#keys.times[at + lastStartCell] = startUs;
    this.#keys.times[at + lastEndCell] = this.#places.endOf(place);
  }

  /** How far windows would have to widen for an accept here to agree with the latest one; 0: it does. */
  #clash(key: number, place: number): number {
    const lastStartUs = this.#keys.times[width * key + lastStartCell];
    if (lastStartUs === -Infinity) return 0;
    const afterUs = shortfall(lastStartUs, this.#places.endOf(place), this.#rules);
    if (afterUs === 0) return 0;
    const lastEndUs = this.#keys.times[width * key + lastEndCell];
    return Math.min(afterUs, shortfall(this.#places.startOf(place), lastEndUs, this.#rules));
  }

  /** Nothing can turn up any more that would explain a reject here. */
  #settled(key: number, place: number): void {
    const { gaps, rejectsBind, initial } = this.#rules;
    const places = this.#places;
    const startUs = places.startOf(place);
    const endUs = places.endOf(place);
    const id = places.idOf(place);
    const kind = places.kindOf(place);
    let open = this.#open.first(key);
    for (; open !== nobody && places.startOf(open) <= endUs; open = this.#open.first(key))
      this.#foldFirst(key, open);
    const at = width * key;
    const isLatest = this.#keys.cells[2 * width * key + latestIdCell] === id;
    const since = this.#keys.times[at + (isLatest ? secondCell : latestCell)];
    const idleSinceUs = initial === 'unknown' ? Math.max(since, this.#firstUs[key]) : since;
    if (!rejectsBind || idleSinceUs > startUs - gaps.refuseUs)
      return this.#found('undecidable', id, -1, 0, NaN);
    if (kind === seen.accept) return this.#found('true-accept', id, -1, 0, NaN);
    const beforeUs = Math.ceil((startUs - gaps.refuseUs + 1 - idleSinceUs) / 2);
    const nextUs = open === nobody ? Infinity : places.startOf(open);
    const marginUs = Math.min(beforeUs, Math.ceil((nextUs - endUs) / 2));
    this.#fold(key, id, endUs);
    const finding: Finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-reject';
    this.#found(finding, id, -1, marginUs === Infinity ? gaps.refuseUs : marginUs, idleSinceUs);
  }

  /** The first of what may explain a reject leaves its line; an accept still waits in the other. */
  #foldFirst(key: number, open: number): void {
    this.#fold(key, this.#places.idOf(open), this.#places.endOf(open));
    this.#open.remove(key, open);
    if (this.#places.kindOf(open) === seen.unknown) this.#places.leave(open);
  }

  /** Keeps the two latest ends, so that the owner of one of them can be left out. */
  #fold(key: number, id: number, endUs: number): void {
    const at = width * key;
    if (endUs > this.#keys.times[at + latestCell]) {
      this.#keys.times[at + secondCell] = this.#keys.times[at + latestCell];
      this.#keys.times[at + latestCell] = endUs;
      this.#keys.cells[2 * width * key + latestIdCell] = id;
    } else if (endUs > this.#keys.times[at + secondCell]) this.#keys.times[at + secondCell] = endUs;
  }
}
