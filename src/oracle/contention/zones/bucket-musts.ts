import type { Assumptions } from '../../../models/assumptions.js';
import { mustCodes, type Question, type Sighting } from '../search.js';
import { seen } from '../windows.js';
import { creditOf, partOf, type Span } from './durations.js';

/** How many windows of unknown actions are followed at a time. */
const aliveMost = 64;

/**
 * What `bucketMust` says of one action, for all of them in one go: both times at which the bucket is full
 * again are carried along from one action to the next. The early one takes accepts in order of start once
 * they are over, the late one all that may have been accepted in order of end. `null` where an accept lies
 * within another one, so that the two orders differ, or costs more than there ever is.
 */
export function bucketMusts(
  capacity: number,
  refillEveryUs: number,
  assumptions: Assumptions,
  costOf: (action: Sighting) => number,
): (question: Question) => Uint8Array | null {
  const token = partOf(refillEveryUs, assumptions);
  const late = assumptions.boundary === 'exclusive' ? 1 : 0;
  const credits: Span[] = [];
  const creditFor = (cost: number): Span =>
    (credits[cost] ??= creditOf((capacity - cost) * refillEveryUs, assumptions));
  const capUs = creditFor(1).mostUs + token.mostUs + late;
  return ({ actions, pastUntilUs, isAlone }) => {
    const musts = new Uint8Array(actions.length);
    const fold: Fold = {
      alive: [],
      openCost: 0,
      leastUs: -Infinity,
      mostUs: pastUntilUs === null ? -Infinity : pastUntilUs + capUs,
    };
    for (let index = 0; index < actions.length; index++) {
      const action = actions[index];
      const cost = costOf(action);
      foldOver(fold, action.startUs);
      if (cost > capacity) {
        if (action.seen === seen.accept) return null;
        musts[index] = mustCodes.reject;
        continue;
      }
      const { leastUs, mostUs } = creditFor(cost);
      if (action.seen === seen.unknown) musts[index] = mustCodes.ask;
      else if (action.endUs < fold.leastUs - mostUs + late) musts[index] = mustCodes.reject;
      else if (isAlone && action.startUs >= fold.mostUs - leastUs + late)
        musts[index] = spaceAt(fold, actions, index, leastUs - late);
      if (!remember(fold, action, cost)) return null;
    }
    return musts;
  };

  /** Takes those in that are over when an action begins. */
  function foldOver(fold: Fold, startUs: number): void {
    const { alive } = fold;
    while (alive.length > 0 && alive[0].endUs < startUs) {
      const over = alive[0];
      alive.shift();
      const cost = costOf(over);
      // It was accepted only if there was enough, however much others may have taken before.
      const sinceUs = Math.min(Math.max(fold.mostUs, over.endUs), over.endUs + creditFor(cost).mostUs);
      const afterUs = sinceUs + cost * token.mostUs;
      fold.mostUs = over.seen === seen.accept ? afterUs : Math.max(fold.mostUs, afterUs);
      if (over.seen !== seen.accept) continue;
      fold.leastUs = Math.max(fold.leastUs, over.startUs) + cost * token.leastUs;
    }
  }

  /** Whether there is room for an action whatever happens beside it. */
  function spaceAt(fold: Fold, actions: readonly Sighting[], index: number, creditUs: number): number {
    const { startUs, endUs } = actions[index];
    let fullAtUs = fold.mostUs;
    let besides = fold.openCost;
    for (const other of fold.alive) {
      if (other.endUs >= endUs) besides += costOf(other);
      else fullAtUs = Math.max(fullAtUs, other.endUs) + costOf(other) * token.mostUs;
    }
    for (let next = index + 1; next < actions.length && actions[next].startUs <= endUs; next++) {
      const other = actions[next];
      if (other.seen === seen.reject || costOf(other) > capacity) continue;
      if (other.endUs < endUs) return mustCodes.ask;
      besides += costOf(other);
    }
    if (besides > 0) fullAtUs = Math.max(fullAtUs, endUs) + besides * token.mostUs;
    return startUs >= fullAtUs - creditUs ? mustCodes.accept : mustCodes.none;
  }
}

/** What is carried along from one action to the next. */
interface Fold {
  /** Those that may be going on, in order of end. */
  readonly alive: Sighting[];
  /** What those may take that never end. */
  openCost: number;
  /** When the bucket is full again at the earliest and at the latest, by all that is over. */
  leastUs: number;
  mostUs: number;
}

/** Keeps an action that may take something; false where that cannot be followed. */
function remember(fold: Fold, action: Sighting, cost: number): boolean {
  if (action.seen === seen.reject) return true;
  if (action.endUs === Infinity) fold.openCost += cost;
  else return insert(fold.alive, action) && fold.alive.length <= aliveMost;
  return true;
}

/** Puts an action where it belongs by its end; false where an accept would lie within another one. */
function insert(alive: Sighting[], action: Sighting): boolean {
  let at = alive.length;
  for (; at > 0 && alive[at - 1].endUs > action.endUs; at--)
    if (alive[at - 1].seen === seen.accept && action.seen === seen.accept) return false;
  if (at === alive.length) alive.push(action);
  else alive.splice(at, 0, action);
  return true;
}
