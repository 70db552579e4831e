import { mustCodes, type Question, type Sighting } from '../search.js';
import { seen } from '../windows.js';
import { BucketFold } from './bucket-fold.js';
import type { BucketLengths } from './bucket-lengths.js';

/**
 * What `bucketMust` says of one action, for all of them in one go. `null` where an accept lies within
 * another one, so that the order of start is not that of end, or costs more than there ever is.
 */
export function bucketMusts(
  lengths: BucketLengths,
  costOf: (action: Sighting) => number,
): (question: Question) => Uint8Array | null {
  const { capacity, creditFor, late } = lengths;
  const codeOf = (fold: BucketFold, { actions, isAlone }: Question, index: number, cost: number): number => {
    const { startUs, endUs, seen: kind } = actions[index];
    const { leastUs, mostUs } = creditFor(cost);
    if (kind === seen.unknown) return mustCodes.ask;
    if (endUs < fold.leastUs - mostUs + late) return mustCodes.reject;
    const fullAtMostUs = startUs + leastUs - late;
    if (!isAlone || fullAtMostUs < fold.mostUs) return mustCodes.none;
    const besides = takenBeside(actions, index, capacity, costOf);
    if (besides === null) return mustCodes.ask;
    return fold.fullAtUs(endUs, besides) <= fullAtMostUs ? mustCodes.accept : mustCodes.none;
  };
  return (question) => {
    const { actions, pastUntilUs } = question;
    const musts = new Uint8Array(actions.length);
    const fold = new BucketFold(lengths, costOf, pastUntilUs);
    for (let index = 0; index < actions.length; index++) {
      const cost = costOf(actions[index]);
      fold.comeTo(actions[index].startUs);
      if (cost > capacity) {
        if (actions[index].seen === seen.accept) return null;
        musts[index] = mustCodes.reject;
        continue;
      }
      musts[index] = codeOf(fold, question, index, cost);
      if (!fold.take(actions[index])) return null;
    }
    return musts;
  };
}

/** What those take that begin beside an action, later than it; `null` where one of them is over before it. */
function takenBeside(
  actions: readonly Sighting[],
  index: number,
  capacity: number,
  costOf: (action: Sighting) => number,
): number | null {
  const { endUs } = actions[index];
  let taken = 0;
  for (let next = index + 1; next < actions.length && actions[next].startUs <= endUs; next++) {
    const cost = costOf(actions[next]);
    if (actions[next].seen === seen.reject || cost > capacity) continue;
    if (actions[next].endUs < endUs) return null;
    taken += cost;
  }
  return taken;
}
