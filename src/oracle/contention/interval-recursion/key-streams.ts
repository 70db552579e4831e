import type { Rules } from './course.js';
import type { Finding } from '../finding.js';
import { Lines } from '../lines.js';
import { longer, nobody, Places } from '../places.js';
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
const firstCell = 0;
const lastStartCell = 1;
const lastEndCell = 2;
const latestCell = 3;
const secondCell = 4;
const times = 5;
const lastIdCell = 0;
const latestIdCell = 1;
const owners = 2;

class ColumnStreams implements KeyStreams {
  readonly #rules: Rules;
  readonly #minMarginUs: number;
  readonly #found: Found;
  readonly #places = new Places();
  /**
   * Two lines for each key. The even one: what is on its way. The odd one: accepted or unknown, what may
   * explain a reject, until it is folded into the latest ends.
   */
  readonly #byStart = new Lines(this.#places, 0);
  /** A line for each key: what waits for the actions that may still turn up inside its window. */
  readonly #byEnd = new Lines(this.#places, 1);
  #times = new Float64Array(times * 16);
  #owners = new Int32Array(owners * 16);
  #keys = 0;

  constructor(rules: Rules, minMarginUs: number, found: Found) {
    this.#rules = rules;
    this.#minMarginUs = minMarginUs;
    this.#found = found;
  }

  open(): number {
    const key = this.#keys++;
    if (times * key >= this.#times.length) {
      this.#times = longer(this.#times, new Float64Array(2 * this.#times.length));
      this.#owners = longer(this.#owners, new Int32Array(2 * this.#owners.length));
    }
    this.#byStart.reserve(2 * this.#keys);
    this.#byEnd.reserve(this.#keys);
    this.#times.fill(-Infinity, times * key, times * key + times);
    this.#times[times * key + firstCell] = Infinity;
    this.#owners.fill(-1, owners * key, owners * key + owners);
    return key;
  }

  sent(key: number, startUs: number): void {
    this.#byStart.add(2 * key, this.#places.take(startUs));
  }

  firstUs(key: number, otherwiseUs: number): number {
    const first = this.#byStart.first(2 * key);
    return first === nobody ? otherwiseUs : this.#places.startOf(first);
  }

  push(key: number, id: number, startUs: number, endUs: number, kind: number): void {
    const first = times * key + firstCell;
    if (startUs < this.#times[first]) this.#times[first] = startUs;
    const place = this.#arrived(key, startUs);
    this.#places.settle(place, endUs, id, kind);
    if (kind === seen.unknown) this.#byStart.add(2 * key + 1, place);
    else if (kind === seen.accept) this.#accepted(key, place);
    else this.#rejected(key, place);
  }

  passed(key: number, untilUs: number): void {
    // A near edge is only seen once what begins soon after the window is known as well.
    const dueUs = untilUs - 2 * this.#minMarginUs;
    for (let place = this.#byEnd.first(key); place !== nobody; place = this.#byEnd.first(key)) {
      if (this.#places.endOf(place) >= dueUs) return;
      this.#byEnd.remove(key, place);
      this.#settled(key, place);
      this.#places.leave(place);
    }
  }

  /** The place of an action that was on its way, or another. */
  #arrived(key: number, startUs: number): number {
    const place = this.#byStart.find(2 * key, startUs);
    if (place === nobody) return this.#places.take(startUs);
    this.#byStart.remove(2 * key, place);
    return place;
  }

  #rejected(key: number, place: number): void {
    if (this.#clash(key, place) > 0) {
      this.#found('true-reject', this.#places.idOf(place), -1, 0, NaN);
      this.#places.leave(place);
    } else this.#byEnd.add(key, place);
  }

  #accepted(key: number, place: number): void {
    const at = times * key;
    const id = this.#places.idOf(place);
    this.#byStart.add(2 * key + 1, place);
    const marginUs = this.#clash(key, place);
    if (marginUs > 0) {
      const finding: Finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-accept';
      this.#places.settle(place, this.#places.endOf(place), id, seen.unknown);
      this.#found(finding, id, this.#owners[owners * key + lastIdCell], marginUs, NaN);
      return;
    }
    this.#byEnd.add(key, place);
    const startUs = this.#places.startOf(place);
    if (startUs <= this.#times[at + lastStartCell]) return;
    this.#owners[owners * key + lastIdCell] = id;
    this.#times[at + lastStartCell] = startUs;
    this.#times[at + lastEndCell] = this.#places.endOf(place);
  }

  /** How far windows would have to widen for an accept here to agree with the latest one; 0: it does. */
  #clash(key: number, place: number): number {
    const lastStartUs = this.#times[times * key + lastStartCell];
    if (lastStartUs === -Infinity) return 0;
    const afterUs = shortfall(lastStartUs, this.#places.endOf(place), this.#rules);
    if (afterUs === 0) return 0;
    const lastEndUs = this.#times[times * key + lastEndCell];
    return Math.min(afterUs, shortfall(this.#places.startOf(place), lastEndUs, this.#rules));
  }

  /** Nothing can turn up any more that would explain a reject here. */
  #settled(key: number, place: number): void {
    const { gaps, rejectsBind, initial } = this.#rules;
    const lines = this.#places;
    const startUs = lines.startOf(place);
    const endUs = lines.endOf(place);
    const id = lines.idOf(place);
    const kind = lines.kindOf(place);
    let open = this.#byStart.first(2 * key + 1);
    for (; open !== nobody && lines.startOf(open) <= endUs; open = this.#byStart.first(2 * key + 1))
      this.#foldFirst(key, open);
    const at = times * key;
    const isLatest = this.#owners[owners * key + latestIdCell] === id;
    const since = this.#times[at + (isLatest ? secondCell : latestCell)];
    const idleSinceUs = initial === 'unknown' ? Math.max(since, this.#times[at + firstCell]) : since;
    if (!rejectsBind || idleSinceUs > startUs - gaps.refuseUs)
      return this.#found('undecidable', id, -1, 0, NaN);
    if (kind === seen.accept) return this.#found('true-accept', id, -1, 0, NaN);
    const beforeUs = Math.ceil((startUs - gaps.refuseUs + 1 - idleSinceUs) / 2);
    const nextUs = open === nobody ? Infinity : lines.startOf(open);
    const marginUs = Math.min(beforeUs, Math.ceil((nextUs - endUs) / 2));
    this.#fold(key, id, endUs);
    const finding: Finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-reject';
    this.#found(finding, id, -1, marginUs === Infinity ? gaps.refuseUs : marginUs, idleSinceUs);
  }

  /** The first of what may explain a reject leaves its line; an accept still waits in the other. */
  #foldFirst(key: number, open: number): void {
    this.#fold(key, this.#places.idOf(open), this.#places.endOf(open));
    this.#byStart.remove(2 * key + 1, open);
    if (this.#places.kindOf(open) === seen.unknown) this.#places.leave(open);
  }

  /** Keeps the two latest ends, so that the owner of one of them can be left out. */
  #fold(key: number, id: number, endUs: number): void {
    const at = times * key;
    if (endUs > this.#times[at + latestCell]) {
      this.#times[at + secondCell] = this.#times[at + latestCell];
      this.#times[at + latestCell] = endUs;
      this.#owners[owners * key + latestIdCell] = id;
    } else if (endUs > this.#times[at + secondCell]) this.#times[at + secondCell] = endUs;
  }
}
