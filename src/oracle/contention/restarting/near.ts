import type { Gaps } from '../gaps.js';
import type { Question, Sighting } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';

/** How many accepts and rejects on either side of an action are looked at. */
const nearMost = 64;

/** What windows alone say of a question; made once for each. */
export interface Near {
  readonly actions: readonly Sighting[];
  /** Indices of accepts and of rejects, and when they began. */
  readonly accepts: readonly number[];
  readonly acceptStartsUs: Float64Array;
  readonly rejects: readonly number[];
  readonly rejectStartsUs: Float64Array;
  /** When what may have been accepted began, sorted. */
  readonly possibleStartsUs: Float64Array;
  /** For each action how many of those came before the time had last run out for certain; -1: it may never have. */
  readonly possibleBefore: Int32Array;
  /** How many had certainly been accepted without the time running out, up to and with each accept. */
  readonly certain: Int32Array;
  /** The accept that this is counted from; -1: none. */
  readonly earlier: Int32Array;
}

/** Reads a question once, in order of time. */
export function nearOf(question: Question, gaps: Gaps): Near {
  const { actions } = question;
  const indices = (kind: number) => actions.flatMap((one, index) => (one.seen === kind ? [index] : []));
  const startsOf = (some: readonly number[]) => Float64Array.from(some, (index) => actions[index].startUs);
  const accepts = indices(seen.accept);
  const rejects = indices(seen.reject);
  const possible = actions.flatMap((one, index) => (one.seen === seen.reject ? [] : [index]));
  const near: Near = {
    actions,
    accepts,
    acceptStartsUs: startsOf(accepts),
    rejects,
    rejectStartsUs: startsOf(rejects),
    possibleStartsUs: startsOf(possible),
    possibleBefore: possibleBefore(question, gaps),
    certain: new Int32Array(actions.length),
    earlier: new Int32Array(actions.length).fill(-1),
  };
  for (const index of accepts) {
    const before = linkedBefore(near, index, gaps);
    near.earlier[index] = before;
    near.certain[index] = 1 + (before < 0 ? 0 : near.certain[before]);
  }
  return near;
}

function possibleBefore({ actions, pastUntilUs }: Question, { refuseUs }: Gaps): Int32Array {
  const before = new Int32Array(actions.length);
  let lastUs = pastUntilUs ?? -Infinity;
  let count = 0;
  let since = -1;
  actions.forEach(({ startUs, endUs, seen: kind }, index) => {
    if (startUs - lastUs >= refuseUs) since = count;
    before[index] = since;
    if (kind !== seen.reject) count++;
    lastUs = Math.max(lastUs, endUs);
  });
  return before;
}

/** The accept with the most certain ones behind it that came before this action, while the time ran on from it; -1: none. */
export function linkedBefore(
  { actions, accepts, acceptStartsUs, certain }: Near,
  index: number,
  gaps: Gaps,
): number {
  const { startUs, endUs } = actions[index];
  let best = -1;
  let at = firstAtLeast(acceptStartsUs, accepts.length, startUs + 1) - 1;
  for (let looked = 0; at >= 0 && looked < nearMost; at--, looked++) {
    const other = accepts[at];
    if (endUs - actions[other].startUs >= gaps.acceptUs) break;
    // In order of time, so that of two at the same instant only the later one counts the other.
    if (other >= index || actions[other].endUs > startUs) continue;
    if (best < 0 || certain[other] > certain[best]) best = other;
  }
  return best;
}

/** A reject that was over before this action, while the time it started again ran on; -1: none. */
export function rejectBefore({ actions, rejects, rejectStartsUs }: Near, index: number, gaps: Gaps): number {
  const { startUs, endUs } = actions[index];
  let at = firstAtLeast(rejectStartsUs, rejects.length, startUs) - 1;
  for (let looked = 0; at >= 0 && looked < nearMost; at--, looked++) {
    const other = rejects[at];
    if (endUs - actions[other].startUs >= gaps.acceptUs) return -1;
    if (actions[other].endUs < startUs) return other;
  }
  return -1;
}

/** As many other accepts as there are slots, all so near that not once did the time run out among them; `null`: there are fewer. */
export function acceptsAround(
  near: Near,
  index: number,
  slots: number,
  gaps: Gaps,
): readonly number[] | null {
  const { actions, accepts, acceptStartsUs } = near;
  const { startUs, endUs } = actions[index];
  const from = firstAtLeast(acceptStartsUs, accepts.length, endUs - gaps.acceptUs + 1);
  const to = firstAtLeast(acceptStartsUs, accepts.length, startUs + gaps.acceptUs);
  const center = firstAtLeast(acceptStartsUs, accepts.length, startUs);
  const around = accepts
    .slice(Math.max(from, center - nearMost), Math.min(to, center + nearMost))
    .filter((other) => other !== index);
  if (around.length < slots) return null;
  for (const fromUs of [startUs, ...around.map((other) => actions[other].startUs)]) {
    if (fromUs > startUs || endUs - fromUs >= gaps.acceptUs) continue;
    const inside = around.filter(
      (other) => actions[other].startUs >= fromUs && actions[other].endUs - fromUs < gaps.acceptUs,
    );
    if (inside.length >= slots) return inside.slice(0, slots);
  }
  return null;
}
