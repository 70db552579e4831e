import type { Rules } from './course.js';
import { earliestAfter } from './restarts.js';
import { waitingLine } from './waiting.js';
import { seen } from './windows.js';

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

/** Judges the actions of one key as they settle, from their windows and answers alone. */
export interface KeyStream {
  /** An action settled. `id`: what findings call it. Actions come in order of settling. */
  push(id: number, startUs: number, endUs: number, kind: number): void;
  /** All actions whose windows begin before `untilUs` have been pushed. */
  passed(untilUs: number): void;
}

/**
 * Two accepts that cannot both be right, whatever their order: the one that settled later is wrong. A
 * reject that no accept and no unknown action can have caused is wrong. What is proven wrong counts as
 * unknown from then on, so that one fault does not make others out of right answers. Needs no more
 * memory than what is in flight: of earlier actions only the latest accept and the latest end matter.
 */
export function keyStream(rules: Rules, minMarginUs: number, found: Found): KeyStream {
  const { gaps, rejectsBind, initial } = rules;
  /** Accepted or unknown: what may explain a reject, in order of start, until it is folded into `ends`. */
  const mayAccept = waitingLine('startUs');
  const ends = latestEnds();
  /** What waits for the actions that may still turn up inside its window. */
  const pending = waitingLine('endUs');
  let firstUs = Infinity;
  let lastId = -1;
  let lastStartUs = -Infinity;
  let lastEndUs = -Infinity;

  const say = (finding: Finding, id: number): void => found(finding, id, -1, 0, NaN);
  const clash = (startUs: number, endUs: number): number =>
    lastId < 0 ? 0 : Math.min(shortfall(lastStartUs, endUs, rules), shortfall(startUs, lastEndUs, rules));

  const accepted = (id: number, startUs: number, endUs: number): void => {
    mayAccept.add(id, startUs, endUs, seen.accept);
    const marginUs = clash(startUs, endUs);
    if (marginUs > 0) {
      found(marginUs < minMarginUs ? 'near-edge' : 'false-accept', id, lastId, marginUs, NaN);
      return;
    }
    if (startUs > lastStartUs) [lastId, lastStartUs, lastEndUs] = [id, startUs, endUs];
    pending.add(id, startUs, endUs, seen.accept);
  };

  const fold = (id: number, _startUs: number, endUs: number): void => ends.add(id, endUs);
  const settle = (id: number, startUs: number, endUs: number, kind: number): void => {
    mayAccept.takeBelow(endUs + 1, fold);
    const since = ends.latestBut(id);
    const idleSinceUs = initial === 'unknown' ? Math.max(since, firstUs) : since;
    if (!rejectsBind || idleSinceUs > startUs - gaps.refuseUs) return say('undecidable', id);
    if (kind === seen.accept) return say('true-accept', id);
    const beforeUs = Math.ceil((startUs - gaps.refuseUs + 1 - idleSinceUs) / 2);
    const afterUs = Math.ceil((mayAccept.firstUs() - endUs) / 2);
    const marginUs = Math.min(beforeUs, afterUs);
    ends.add(id, endUs);
    const kindOf = marginUs < minMarginUs ? 'near-edge' : 'false-reject';
    found(kindOf, id, -1, marginUs === Infinity ? gaps.refuseUs : marginUs, idleSinceUs);
  };

  return {
    push(id, startUs, endUs, kind) {
      firstUs = Math.min(firstUs, startUs);
      if (kind === seen.unknown) mayAccept.add(id, startUs, endUs, kind);
      else if (kind === seen.accept) accepted(id, startUs, endUs);
      else if (clash(startUs, endUs) > 0) say('true-reject', id);
      else pending.add(id, startUs, endUs, kind);
    },
    // A near edge is only seen once what begins soon after the window is known as well.
    passed: (untilUs) => pending.takeBelow(untilUs - 2 * minMarginUs, settle),
  };
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
