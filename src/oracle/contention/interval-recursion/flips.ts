import type { Course } from './course.js';

import { kept, keptStates, type Progress } from './forward.js';
import type { Budget } from '../budget.js';
import { isExplained, placeNext } from './levels.js';
import { flipAcceptPlainly, flipRejectPlainly, type Flip } from './plain-flips.js';
import { covers, type State } from './states.js';
import { withAccepted, withRejected, type Variant } from './variant.js';

const stepsMostPerFlip = 20_000;

/**
 * Whether the rest of a valid course could be explained had this accept been a reject. If not, the
 * accept was the only right answer. Tried from what is kept before it, until the changed course can
 * do all that the course as it is can; on paced histories that takes a step or two.
 */
export function flipAccept(course: Course, progress: Progress, accept: number, budget: Budget): Flip {
  if (!course.rules.rejectsBind) return 'possible';
  return (
    flipAcceptPlainly(course, progress, accept) ??
    search(withRejected(course, accept), accept, progress, budget)
  );
}

/** Whether the rest of a valid course could be explained had this reject been an accept. */
export function flipReject(
  course: Course,
  progress: Progress,
  reject: number,
  position: number,
  budget: Budget,
): Flip {
  return (
    flipRejectPlainly(course, progress, reject, position) ??
    search(withAccepted(course, reject, position), position, progress, budget)
  );
}

/** The changed course, searched from the last kept place that the change cannot have touched. */
function search(variant: Variant, changedAt: number, progress: Progress, budget: Budget): Flip {
  const { course } = variant;
  let placed = changedAt;
  while (
    placed > 0 &&
    (progress.kept[placed] === kept.nothing || course.acceptsUntilUs[placed] > variant.endUs)
  )
    placed--;
  if (budget.left <= 0) return 'unknown';
  const own = { left: Math.min(stepsMostPerFlip, budget.left) };
  const granted = own.left;
  const flip = searchFrom(variant, changedAt, placed, progress, own);
  budget.left -= granted - Math.max(0, own.left);
  return own.left <= 0 && flip !== 'possible' ? 'unknown' : flip;
}

function searchFrom(
  variant: Variant,
  changedAt: number,
  from: number,
  progress: Progress,
  budget: Budget,
): Flip {
  let states = keptStates(progress, from);
  for (let placed = from; placed < variant.accepts; placed++) {
    states = placeNext(variant, states, budget);
    if (states.length === 0 || budget.left <= 0) return 'impossible';
    if (placed + 1 > changedAt && isAsWellOff(variant, states, placed + 1, progress)) return 'possible';
  }
  return isExplained(variant, states, budget) ? 'possible' : 'impossible';
}

/** Whether everything the course as it is can do from here on, the changed one can do as well. */
function isAsWellOff(
  variant: Variant,
  states: readonly State[],
  placed: number,
  progress: Progress,
): boolean {
  const { course, leftOut } = variant;
  const original = leftOut >= 0 ? placed + 1 : placed - 1;
  const before = keptStates(progress, original);
  const spare = progress.kept[original] === kept.one ? progress.spareOpens[original] : 0;
  // A reject that was put in must be explained by now: later accepts come too late for it.
  const explainedUs = leftOut >= 0 ? variant.startUs - course.rules.gaps.refuseUs : -Infinity;
  const here = states
    .filter(({ next, skipped, hiUs }) => next === placed && skipped.length === 0 && hiUs > explainedUs)
    .map((state) => ({ ...state, next: original, opensUsed: state.opensUsed - spare }));
  return before.length > 0 && before.every((state) => here.some((changed) => covers(course, changed, state)));
}
