import type { Rules } from './course.js';
import { earliestAfter } from '../restarts.js';
import { waitingLine } from './waiting.js';
import { seen } from '../windows.js';

/** What pairs of windows say of one answer. */
export type Finding =
  'true-accept' | 'true-reject' | 'false-accept' | 'false-reject' | 'near-edge' | 'undecidable';

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
 * Judges the actions of one key as they settle, from their windows and answers alone. Two accepts that
 * cannot both be right, whatever their order: the one that settled later is wrong. A reject that no
 * accept and no unknown action can have caused is wrong. What is proven wrong counts as unknown from
 * then on, so that one fault does not make others out of right answers. Needs no more memory than what
 * is in flight: of earlier actions only the latest accept and the latest end matter.
 */
export class KeyStream {
  readonly #rules: Rules;
  readonly #minMarginUs: number;
  readonly #found: Found;
  /** Accepted or unknown: what may explain a reject, in order of start, until it is folded into `#ends`. */
  readonly #mayAccept = waitingLine('startUs');
  readonly #ends = latestEnds();
  /** What waits for the actions that may still turn up inside its window. */
  readonly #pending = waitingLine('endUs');
  readonly #fold = (id: number, _startUs: number, endUs: number): void => this.#ends.add(id, endUs);
  readonly #settle = (id: number, startUs: number, endUs: number, kind: number): void =>
    this.#settled(id, startUs, endUs, kind);
  #firstUs = Infinity;
  #lastId = -1;
  #lastStartUs = -Infinity;
  #lastEndUs = -Infinity;

  constructor(rules: Rules, minMarginUs: number, found: Found) {
    this.#rules = rules;
    this.#minMarginUs = minMarginUs;
    this.#found = found;
  }

  /** An action settled. `id`: what findings call it. Actions come in order of settling. */
  push(id: number, startUs: number, endUs: number, kind: number): void {
    this.#firstUs = Math.min(this.#firstUs, startUs);
    if (kind === seen.unknown) this.#mayAccept.add(id, startUs, endUs, kind);
    else if (kind === seen.accept) this.#accepted(id, startUs, endUs);
    else if (this.#clash(startUs, endUs) > 0) this.#found('true-reject', id, -1, 0, NaN);
    else this.#pending.add(id, startUs, endUs, kind);
  }

  /** All actions whose windows begin before `untilUs` have been pushed. */
  passed(untilUs: number): void {
    // A near edge is only seen once what begins soon after the window is known as well.
    this.#pending.takeBelow(untilUs - 2 * this.#minMarginUs, this.#settle);
  }

  #accepted(id: number, startUs: number, endUs: number): void {
    this.#mayAccept.add(id, startUs, endUs, seen.accept);
    const marginUs = this.#clash(startUs, endUs);
    if (marginUs > 0) {
      const finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-accept';
      this.#found(finding, id, this.#lastId, marginUs, NaN);
      return;
    }
    this.#pending.add(id, startUs, endUs, seen.accept);
    if (startUs <= this.#lastStartUs) return;
    this.#lastId = id;
    this.#lastStartUs = startUs;
    this.#lastEndUs = endUs;
  }

  /** How far windows would have to widen for an accept here to agree with the latest one; 0: it does. */
  #clash(startUs: number, endUs: number): number {
    if (this.#lastId < 0) return 0;
    const afterUs = shortfall(this.#lastStartUs, endUs, this.#rules);
    return afterUs === 0 ? 0 : Math.min(afterUs, shortfall(startUs, this.#lastEndUs, this.#rules));
  }

  /** Nothing can turn up any more that would explain a reject here. */
  #settled(id: number, startUs: number, endUs: number, kind: number): void {
    const { gaps, rejectsBind, initial } = this.#rules;
    this.#mayAccept.takeBelow(endUs + 1, this.#fold);
    const since = this.#ends.latestBut(id);
    const idleSinceUs = initial === 'unknown' ? Math.max(since, this.#firstUs) : since;
    if (!rejectsBind || idleSinceUs > startUs - gaps.refuseUs)
      return this.#found('undecidable', id, -1, 0, NaN);
    if (kind === seen.accept) return this.#found('true-accept', id, -1, 0, NaN);
    const beforeUs = Math.ceil((startUs - gaps.refuseUs + 1 - idleSinceUs) / 2);
    const afterUs = Math.ceil((this.#mayAccept.firstUs() - endUs) / 2);
    const marginUs = Math.min(beforeUs, afterUs);
    this.#ends.add(id, endUs);
    const finding = marginUs < this.#minMarginUs ? 'near-edge' : 'false-reject';
    this.#found(finding, id, -1, marginUs === Infinity ? gaps.refuseUs : marginUs, idleSinceUs);
  }
}

/** The least widening after which an accept in a window that ends at `endUs` may follow one that began at `startUs`. */
function shortfall(startUs: number, endUs: number, { gaps, restarts }: Rules): number {
  if (earliestAfter(startUs, gaps.acceptUs, restarts) <= endUs) return 0;
  let leastUs = Math.ceil((startUs + gaps.acceptUs - endUs) / 2);
  for (const { fromUs, toUs } of restarts)
    leastUs = Math.min(leastUs, Math.max(startUs - toUs, fromUs - endUs, Math.ceil((startUs - endUs) / 2)));
  return leastUs;
}

/** The two latest ends with their owners, so that one of them can be left out. */
function latestEnds() {
  let [firstId, firstUs, secondUs] = [-1, -Infinity, -Infinity];
  return {
    add(id: number, endUs: number): void {
      if (endUs > firstUs) [firstId, firstUs, secondUs] = [id, endUs, firstUs];
      else if (endUs > secondUs) secondUs = endUs;
    },
    latestBut: (id: number): number => (id === firstId ? secondUs : firstUs),
  };
}
