import type { Sighting } from '../../search.js';
import { seen } from '../../windows.js';
import type { Orders } from './orders.js';
import type { Decision, Slack } from './rules.js';
import { none } from './states.js';

/** Whether what is held for possible is so: of the answers as they are, and with one of them turned round. */
export interface Exactness {
  readonly asItIs: boolean;
  readonly turned: boolean;
}

export const exactAll: Exactness = { asItIs: true, turned: true };
export const exactNone: Exactness = { asItIs: false, turned: false };

/** Whether every action was answered before the next one began: then what is remembered is all there is. */
export function areApart(actions: readonly Sighting[]): boolean {
  for (let index = 0; index < actions.length; index++) {
    if (actions[index].seen === seen.unknown) return false;
    if (index > 0 && actions[index].startUs <= actions[index - 1].endUs) return false;
  }
  return true;
}

/** Whether no instant can matter beyond what is remembered, though windows meet. */
export function exactnessOf(
  slack: Slack,
  { order, first, next, to, length }: Orders,
  mostCost: number,
  decisionAt: (step: number) => Decision,
): Exactness {
  const leastUs = new Float64Array(length).fill(Infinity);
  leastUs[order[0]] = -Infinity;
  let turned = true;
  for (let at = 0; at < length; at++) {
    const foundUs = leastUs[order[at]];
    for (let step = first[order[at]]; step !== none; step = next[step]) {
      const decision = decisionAt(step);
      leastUs[to[step]] = Math.min(leastUs[to[step]], slack.leastAfterUs(decision, foundUs));
      if (decision.isAccept && slack.isLoose(decision, foundUs, 0)) return exactNone;
      decision.isAccept = true;
      turned &&= !slack.isLoose(decision, foundUs, mostCost);
    }
  }
  return { asItIs: true, turned };
}
