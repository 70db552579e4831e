import type { Rules } from './course.js';
import type { Finding } from '../finding.js';
import { nobody, waitingLines, type Lines } from '../lines.js';
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
  /**
   * Two lines for each key. The even one: accepted or unknown, what may explain a reject, in order of
   * start, until it is folded into the latest ends. The odd one: what waits for the actions that may
   * still turn up inside its window, in order of end.
   */
  readonly #lines: Lines = waitingLines();
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
    if (times * key >= this.#times.length) this.#grow();
    this.#times.fill(-Infinity, times * key, times * key + times);
    this.#times[times * key + firstCell] = Infinity;
    this.#owners.fill(nobody, owners * key, owners * key + owners);
    return key;
  }

  push(key: number, id: number, startUs: number, endUs: number, kind: number): void {
    const first = times * key + firstCell;
    if (startUs < this.#times[first]) this.#times[first] = startUs;
    if (kind === seen.unknown) this.#lines.add(2 * key, startUs, id, startUs, endUs, kind);
    else if (kind === seen.accept) this.#accepted(key, id, startUs, endUs);
    else if (this.#clash(key, startUs, endUs) > 0) this.#found('true-reject', id, -1, 0, NaN);
    else this.#lines.add(2 * key + 1, endUs, id, startUs, endUs, kind);
  }

  passed(key: number, untilUs: number): void {
    // A near edge is only seen once what begins soon after the window is known as well.
    const dueUs = untilUs - 2 * this.#minMarginUs;
    const pending = 2 * key + 1;
    const lines = this.#lines;
    for (let place = lines.first(pending); place !== nobody; place = lines.first(pending)) {
      if (lines.endOf(place) >= dueUs) return;
      this.#settled(key, lines.idOf(place), lines.startOf(place), lines.endOf(place), lines.kindOf(place));
      lines.shift(pending);
    }
  }

  #accepted(key: number, id: number, startUs: number, endUs: number): void {
    const at = times * key;
    this.#lines.add(2 * key, startUs, id, startUs, endUs, seen.accept);
    const marginUs = this.#clash(key, startUs, endUs);
    if (marginUs > 0) {
      const finding: Finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-accept';
      this.#found(finding, id, this.#owners[owners * key + lastIdCell], marginUs, NaN);
      return;
    }
    this.#lines.add(2 * key + 1, endUs, id, startUs, endUs, seen.accept);
    if (startUs <= this.#times[at + lastStartCell]) return;
    this.#owners[owners * key + lastIdCell] = id;
    this.#times[at + lastStartCell] = startUs;
    this.#times[at + lastEndCell] = endUs;
  }

  /** How far windows would have to widen for an accept here to agree with the latest one; 0: it does. */
  #clash(key: number, startUs: number, endUs: number): number {
    const lastStartUs = this.#times[times * key + lastStartCell];
    if (lastStartUs === -Infinity) return 0;
    const afterUs = shortfall(lastStartUs, endUs, this.#rules);
    if (afterUs === 0) return 0;
    return Math.min(afterUs, shortfall(startUs, this.#times[times * key + lastEndCell], this.#rules));
  }

  /** Nothing can turn up any more that would explain a reject here. */
  #settled(key: number, id: number, startUs: number, endUs: number, kind: number): void {
    const { gaps, rejectsBind, initial } = this.#rules;
    const lines = this.#lines;
    let open = lines.first(2 * key);
    for (; open !== nobody && lines.startOf(open) <= endUs; open = lines.first(2 * key)) {
      this.#fold(key, lines.idOf(open), lines.endOf(open));
      lines.shift(2 * key);
    }
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

  /** Keeps the two latest ends, so that the owner of one of them can be left out. */
  #fold(key: number, id: number, endUs: number): void {
    const at = times * key;
    if (endUs > this.#times[at + latestCell]) {
      this.#times[at + secondCell] = this.#times[at + latestCell];
      this.#times[at + latestCell] = endUs;
      this.#owners[owners * key + latestIdCell] = id;
    } else if (endUs > this.#times[at + secondCell]) this.#times[at + secondCell] = endUs;
  }

  #grow(): void {
    const moreTimes = new Float64Array(2 * this.#times.length);
    const moreOwners = new Int32Array(2 * this.#owners.length);
    moreTimes.set(this.#times);
    moreOwners.set(this.#owners);
    this.#times = moreTimes;
    this.#owners = moreOwners;
  }
}
