import type { Explained } from '../../verdict.js';
import type { Budget } from '../budget.js';
import { gapsOf } from '../gaps.js';
import { withoutUnknowns, type Course } from '../restarting/course.js';
import { merge, type Start } from '../restarting/merge.js';
import { slotsOf, type Slots } from '../restarting/slots.js';
import type { Question, Search, World } from '../search.js';
import { seen } from '../windows.js';
import { agreementOf, phaseOf, type Clocked } from './clocked.js';
import { slidingNearby } from './sliding-nearby.js';
import type { Nearby } from './nearby.js';
import { costsOf } from './costs.js';
import { cellOf } from './shape.js';
import { nothingCounted, slidingMachine, type Counters, type SlidingShape } from './sliding-machine.js';
import { courseIn, viewOf, type View } from './view.js';

/**
 * Searches for two counters by a clock. With a known phase accepts, rejects and unknowns are merged
 * into one order, and each is decided as early as it can be. Phases nobody knows are ruled out many at
 * once, by windows that are wider for it, and halved where that is not enough. Every answer is proven;
 * where the budget is too small, or attempts cost differently, it is `unknown`.
 */
export function slidingPhaseSearch(world: World, clocked: Clocked): Search {
  const { windowUs, limit } = clocked;
  const slotsIn = slotsOf(world, limit);
  const costs = costsOf(world, limit);
  let last: { readonly question: Question; readonly nearby: Nearby } | null = null;
  let luckyUs = 0;
  const view = (question: Question): View => {
    const { atUs, slackUs } = agreementOf(question, clocked);
    return viewOf(question, world.assumptions, atUs, slackUs);
  };
  const phaseUs = phaseOf(clocked, world.assumptions);
  const nearby = (question: Question): Nearby => {
    const whole = view(question);
    const given = Float64Array.from(whole.indices, (index) => costs.of(question.actions[index].row));
    return slidingNearby({ view: whole, costs: given, refusalsCount: false, windowUs, limit, phaseUs });
  };
  return {
    forgetsAfterUs: phaseUs === null ? Infinity : gapsOf(2 * windowUs, world.assumptions).refuseUs,
    explain(question, budget) {
      const slots = slotsIn(question);
      if (slots === null || (slots.cost !== 1 && question.pastUntilUs !== null)) return 'unknown';
      const shape = { windowUs, limit, cost: slots.cost, phaseUs: phaseUs ?? luckyUs };
      const seenSo = view(question);
      const lucky = explainAt(seenSo, shape, slots, 0, budget);
      if (phaseUs !== null || lucky !== 'invalid') return lucky;
      return explainSome(seenSo, shape, slots, budget, (foundUs) => (luckyUs = foundUs));
    },
    must(question, index) {
      if (last?.question !== question) last = { question, nearby: nearby(question) };
      return last.nearby.must(question, index);
    },
  };
}

/** Whether some phase explains the answers: those of a span at once, then one of them, then each half. */
function explainSome(
  view: View,
  shape: SlidingShape,
  slots: Slots,
  budget: Budget,
  found: (phaseUs: number) => void,
): Explained {
  const open = [{ fromUs: 0, toUs: shape.windowUs - 1 }];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const { fromUs, toUs } = span;
    const all = explainAt(view, { ...shape, phaseUs: fromUs }, slots, toUs - fromUs, budget);
    if (all === 'unknown') return 'unknown';
    if (all === 'invalid') continue;
    const middleUs = Math.floor((fromUs + toUs) / 2);
    const one = fromUs === toUs ? all : explainAt(view, { ...shape, phaseUs: middleUs }, slots, 0, budget);
    if (one === 'valid') found(middleUs);
    if (one !== 'invalid') return one;
    if (middleUs > fromUs) open.push({ fromUs, toUs: middleUs - 1 });
    if (middleUs < toUs) open.push({ fromUs: middleUs + 1, toUs });
  }
  return 'invalid';
}

/** Whether a phase, or one of those up to so much later, can explain the answers; exact for one phase. */
function explainAt(
  view: View,
  shape: SlidingShape,
  slots: Slots,
  laterUs: number,
  budget: Budget,
): Explained {
  if (slots.count === 0) return view.kind.includes(seen.accept) ? 'invalid' : 'valid';
  // Windows that begin later are the same as actions that were earlier.
  const course = courseIn(view, laterUs);
  const machine = slidingMachine(shape);
  const start = startOf(view, shape, slots, laterUs);
  const plain = merge(machine, withoutUnknowns(course), start, budget);
  if (plain.explained !== 'invalid' || hasNoUnknowns(course)) return plain.explained;
  return merge(machine, course, start, budget).explained;
}

const hasNoUnknowns = ({ unknowns }: Course): boolean => unknowns.startUs.length === 0;

/** What may have been counted before: anything that fits, in the window of the last unseen one and the one before. */
function startOf(
  { startUs, pastUntilUs, isAlone, length }: View,
  { windowUs, phaseUs }: SlidingShape,
  { count }: Slots,
  laterUs: number,
): Start<Counters> {
  if (pastUntilUs === -Infinity || !isAlone || length === 0)
    return { memories: [nothingCounted], hiddenUntilUs: -Infinity };
  const cell = cellOf(Math.min(pastUntilUs, startUs[0]) - laterUs, phaseUs, windowUs);
  const atUs = phaseUs + cell * windowUs;
  const memories = Array.from({ length: count + 1 }, (_, previous) => ({ cell, previous, current: 0, atUs }));
  return { memories, hiddenUntilUs: pastUntilUs };
}
