import type { Question, Sighting } from '../search.js';
import { acceptsAround, type Nearby } from './near.js';

/** What is asked of one action: whether the windows of the others leave it both answers. */
export interface Asked {
  readonly question: Question;
  readonly nearby: Nearby;
  readonly action: Sighting;
  readonly cost: number;
  readonly costOf: (action: Sighting) => number;
}

/** What can be told without a search. */
export interface MustRules {
  /** The accepts that leave no room for the action; `null` where that is not certain. */
  leaveNoRoom(asked: Asked): readonly Sighting[] | null;
  /** Whether it must be accepted, where nobody else acts. */
  leavesRoom(asked: Asked): boolean;
}

/** What they take together. */
export function costOfAll(actions: readonly Sighting[], { costOf }: Asked): number {
  let sum = 0;
  for (const action of actions) sum += costOf(action);
  return sum;
}

/** Whether an action fits, even if all that may have been accepted in the last `waitUs` was. */
export function hasRoomInWindow(asked: Asked, limit: number, waitUs: number): boolean {
  const { question, nearby, action, cost, costOf } = asked;
  if (cost > limit || (question.pastUntilUs ?? -Infinity) > action.startUs - waitUs) return false;
  const sinceUs = action.startUs - waitUs + 1;
  const fits = (one: Sighting): boolean => costOf(one) <= limit;
  const accepts = acceptsAround(nearby, action, sinceUs, action.endUs, limit + 1, fits).filter(fits);
  return costOfAll(accepts, asked) <= limit - cost;
}
