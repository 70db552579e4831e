import { deadlineAfter, nextAcceptFrom, type Course } from './course.js';
import { kept, keptStates, type Progress } from './forward.js';
import { isExplained, placeNext, type Budget } from './levels.js';
import { covers, type State } from './states.js';
import { withAccepted, withRejected, type Variant } from './variant.js';

/** What an answer turned into its opposite leaves: an explanation, none, or nobody knows. */
export type Flip = 'possible' | 'impossible' | 'unknown';

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

/** `null` where nested windows or unknown actions call for the search. */
function flipAcceptPlainly(course: Course, progress: Progress, accept: number): Flip | null {
  const { accepts, rules } = course;
  if (!isPlain(course, progress, accept)) return null;
  const hiUs = progress.hiUs[accept];
  const startUs = accepts.startUs[accept];
  const endUs = accepts.endUs[accept];
  const deadlineUs = progress.deadlineUs[accept];
  const dueUs = startUs - rules.gaps.refuseUs >= hiUs ? Math.min(deadlineUs, endUs) : deadlineUs;
  return follow(course, progress, accept + 1, progress.loUs[accept], dueUs);
}

/** `null` where nested windows or unknown actions call for the search. */
function flipRejectPlainly(
  course: Course,
  progress: Progress,
  reject: number,
  position: number,
): Flip | null {
  const startUs = course.rejects.startUs[reject];
  const endUs = course.rejects.endUs[reject];
  if (progress.kept[position] !== kept.one || course.acceptsUntilUs[position] > endUs) return null;
  if (course.acceptLeastEndUs[position] < endUs) return null;
  const loUs = Math.max(startUs, nextAcceptFrom(course, progress.loUs[position]));
  const deadlineUs = progress.deadlineUs[position];
  if (loUs > endUs) return 'impossible';
  const hiUs = Math.min(endUs, deadlineUs);
  if (loUs > hiUs) return hidesNothing(course) ? 'impossible' : null;
  return follow(course, progress, position, loUs, deadlineAfter(course, hiUs));
}

const followMost = 64;

/** Places accepts from an index on, until it is as well off as what is kept. */
function follow(
  course: Course,
  progress: Progress,
  from: number,
  fromLoUs: number,
  fromDeadlineUs: number,
): Flip | null {
  const { accepts, acceptLeastEndUs } = course;
  let lastLoUs = fromLoUs;
  let deadlineUs = fromDeadlineUs;
  const until = Math.min(accepts.length, from + followMost);
  for (let index = from; index < until; index++) {
    const endUs = accepts.endUs[index];
    if (acceptLeastEndUs[index + 1] < endUs) return null;
    const loUs = Math.max(accepts.startUs[index], nextAcceptFrom(course, lastLoUs));
    if (loUs > endUs) return 'impossible';
    const hiUs = Math.min(endUs, deadlineUs);
    if (loUs > hiUs) return hidesNothing(course) ? 'impossible' : null;
    if (progress.kept[index + 1] !== kept.one) return null;
    if (loUs <= progress.loUs[index + 1] && hiUs >= progress.hiUs[index + 1]) return 'possible';
    lastLoUs = loUs;
    deadlineUs = deadlineAfter(course, hiUs);
  }
  if (until < accepts.length) return null;
  if (deadlineUs === Infinity) return 'possible';
  return hidesNothing(course) ? 'impossible' : null;
}

function hidesNothing({ unknowns, opens }: Course): boolean {
  return unknowns.length === 0 && opens.length === 0;
}

function isPlain(
  { accepts, acceptsUntilUs, acceptLeastEndUs }: Course,
  progress: Progress,
  accept: number,
): boolean {
  if (progress.kept[accept] !== kept.one) return false;
  const endUs = accepts.endUs[accept];
  return acceptsUntilUs[accept] <= endUs && acceptLeastEndUs[accept + 1] >= endUs;
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
