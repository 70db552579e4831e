import type { Question, Sighting } from '../search.js';
import { seen } from '../windows.js';

/** Windows in order of start, then end, with the costs of their actions. */
export interface Line {
  readonly length: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly cost: Float64Array;
}

/**
 * The refused actions of one cost. Only those matter that no other one implies: of two, one that
 * starts no later and ends no earlier is explained whenever the other is. What is left ascends.
 */
export interface Steps {
  readonly cost: number;
  readonly length: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
}

/** A question, taken apart by what was answered. */
export interface Course {
  readonly accepts: Line;
  /** `suffixEndUs[i]`: the least end of the accepts from `i` on; one longer than they are. */
  readonly suffixEndUs: Float64Array;
  readonly unknowns: Line;
  /** `prefixEndUs[i]`: the greatest end of the unknowns up to `i`. */
  readonly prefixEndUs: Float64Array;
  /** One entry for each cost among the refused, the least first. */
  readonly refused: readonly Steps[];
  /** The costs among the accepts and unknowns. */
  readonly costs: readonly number[];
  readonly firstUs: number;
  readonly totalCost: number;
  readonly isAlone: boolean;
  readonly pastUntilUs: number | null;
}

/** Takes a question apart; `null` when something was accepted that costs more than is ever accepted. */
export function courseOf(
  { actions, pastUntilUs, isAlone }: Question,
  costOf: (action: Sighting) => number,
  mostCost: number,
): Course | null {
  const accepts: Sighting[] = [];
  const unknowns: Sighting[] = [];
  const refused = new Map<number, Sighting[]>();
  for (const action of actions) {
    const cost = costOf(action);
    if (cost > mostCost) {
      if (action.seen === seen.accept) return null;
    } else if (action.seen === seen.accept) accepts.push(action);
    else if (action.seen === seen.unknown) unknowns.push(action);
    else pushTo(refused, cost, action);
  }
  const placed = lineOf(accepts, costOf);
  const maybe = lineOf(unknowns, costOf);
  return {
    accepts: placed,
    suffixEndUs: suffixEndsOf(placed),
    unknowns: maybe,
    prefixEndUs: prefixEndsOf(maybe),
    refused: [...refused].sort(([one], [other]) => one - other).map(stepsOf),
    costs: costsOf(placed, maybe),
    firstUs: actions.length === 0 ? 0 : actions[0].startUs,
    totalCost: sumOf(placed) + sumOf(maybe),
    isAlone,
    pastUntilUs,
  };
}

const emptyLine: Line = {
  length: 0,
  startUs: new Float64Array(0),
  endUs: new Float64Array(0),
  cost: new Float64Array(0),
};

function lineOf(actions: readonly Sighting[], costOf: (action: Sighting) => number): Line {
  const { length } = actions;
  if (length === 0) return emptyLine;
  const startUs = new Float64Array(length);
  const endUs = new Float64Array(length);
  const cost = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    startUs[index] = actions[index].startUs;
    endUs[index] = actions[index].endUs;
    cost[index] = costOf(actions[index]);
  }
  return { length, startUs, endUs, cost };
}

function sumOf({ length, cost }: Line): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += cost[index];
  return sum;
}

/** Each once, in order of first sight. */
function costsOf(...lines: readonly Line[]): readonly number[] {
  const costs: number[] = [];
  for (const { length, cost } of lines)
    for (let index = 0; index < length; index++) if (!costs.includes(cost[index])) costs.push(cost[index]);
  return costs;
}

function suffixEndsOf({ length, endUs }: Line): Float64Array {
  const result = new Float64Array(length + 1).fill(Infinity);
  for (let index = length - 1; index >= 0; index--) result[index] = Math.min(endUs[index], result[index + 1]);
  return result;
}

function prefixEndsOf({ length, endUs }: Line): Float64Array {
  const result = new Float64Array(length);
  for (let index = 0; index < length; index++)
    result[index] = Math.max(endUs[index], index > 0 ? result[index - 1] : -Infinity);
  return result;
}

function stepsOf([cost, actions]: readonly [number, readonly Sighting[]]): Steps {
  const kept: Sighting[] = [];
  let leastEndUs = Infinity;
  for (let index = actions.length - 1; index >= 0; index--) {
    const action = actions[index];
    if (action.endUs >= leastEndUs) continue;
    if (kept.at(-1)?.startUs === action.startUs) kept.pop();
    leastEndUs = action.endUs;
    kept.push(action);
  }
  kept.reverse();
  const { length } = kept;
  const startUs = new Float64Array(length);
  const endUs = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    startUs[index] = kept[index].startUs;
    endUs[index] = kept[index].endUs;
  }
  return { cost, length, startUs, endUs };
}

function pushTo(lists: Map<number, Sighting[]>, cost: number, action: Sighting): void {
  const list = lists.get(cost);
  if (list === undefined) lists.set(cost, [action]);
  else list.push(action);
}
