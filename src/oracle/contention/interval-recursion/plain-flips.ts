import { deadlineAfter, mayHideAccept, nextAcceptFrom, type Course } from './course.js';
import { kept, type Progress } from './forward.js';

/** What an answer turned into its opposite leaves: an explanation, none, or nobody knows. */
export type Flip = 'possible' | 'impossible' | 'unknown';

/** A reject instead of an accept, with plain numbers; `null` where it takes the search. */
export function flipAcceptPlainly(course: Course, progress: Progress, accept: number): Flip | null {
  const { accepts, acceptsUntilUs, acceptLeastEndUs, rules } = course;
  const startUs = accepts.startUs[accept];
  const endUs = accepts.endUs[accept];
  const isNested = acceptsUntilUs[accept] > endUs || acceptLeastEndUs[accept + 1] < endUs;
  if (progress.kept[accept] !== kept.one || isNested) return null;
  const deadlineUs = progress.deadlineUs[accept];
  const owedAfterUs = startUs - rules.gaps.refuseUs;
  const isOwed = owedAfterUs >= progress.hiUs[accept];
  return follow(course, progress, accept + 1, {
    loUs: progress.loUs[accept],
    deadlineUs: isOwed ? Math.min(deadlineUs, endUs) : deadlineUs,
    opensUsed: progress.opensUsed[accept],
    isOneOfMany: false,
    owedAfterUs,
    owedUntilUs: endUs,
  });
}

/** An accept instead of a reject, with plain numbers; `null` where it takes the search. */
export function flipRejectPlainly(
  course: Course,
  progress: Progress,
  reject: number,
  position: number,
): Flip | null {
  const startUs = course.rejects.startUs[reject];
  const endUs = course.rejects.endUs[reject];
  const isNested = course.acceptsUntilUs[position] > endUs || course.acceptLeastEndUs[position] < endUs;
  if (progress.kept[position] !== kept.one || isNested) return null;
  const fromUs = nextAcceptFrom(course, progress.loUs[position]);
  const loUs = Math.max(startUs, fromUs);
  if (loUs > endUs) return 'impossible';
  const deadlineUs = progress.deadlineUs[position];
  const opensUsed = progress.opensUsed[position];
  const isOneOfMany = deadlineUs < endUs && mayHideAccept(course, fromUs, deadlineUs, opensUsed);
  if (loUs > deadlineUs) return isOneOfMany ? null : 'impossible';
  return follow(course, progress, position, {
    loUs,
    deadlineUs: deadlineAfter(course, Math.min(endUs, deadlineUs)),
    opensUsed,
    isOneOfMany,
    owedAfterUs: -Infinity,
    owedUntilUs: Infinity,
  });
}

/** One way on from a change: when the last accept was at the earliest, and when the next is due. */
interface Walk {
  loUs: number;
  deadlineUs: number;
  opensUsed: number;
  /** Unknown actions left other ways open, so that it proves nothing if this one ends. */
  isOneOfMany: boolean;
  /** The changed answer, if it is a reject now, wants an accept after the one and until the other. */
  readonly owedAfterUs: number;
  readonly owedUntilUs: number;
}

const followMost = 64;

/** Places accepts from an index on, until it is as well off as what is kept. */
function follow(course: Course, progress: Progress, from: number, walk: Walk): Flip | null {
  const { accepts, acceptLeastEndUs } = course;
  const until = Math.min(accepts.length, from + followMost);
  for (let index = from; index < until; index++) {
    const endUs = accepts.endUs[index];
    if (acceptLeastEndUs[index + 1] < endUs) return null;
    while (Math.max(accepts.startUs[index], nextAcceptFrom(course, walk.loUs)) > walk.deadlineUs)
      if (walk.deadlineUs >= endUs || !takeOpen(course, walk)) return atEnd(course, walk, endUs);
    const fromUs = nextAcceptFrom(course, walk.loUs);
    const loUs = Math.max(accepts.startUs[index], fromUs);
    if (loUs > endUs) return atEnd(course, walk, endUs);
    const hiUs = Math.min(endUs, walk.deadlineUs);
    if (progress.kept[index + 1] !== kept.one) return null;
    if (isAsWellOff(progress, index + 1, loUs, hiUs, walk.opensUsed)) return 'possible';
    walk.isOneOfMany ||=
      walk.deadlineUs < endUs && mayHideAccept(course, fromUs, walk.deadlineUs, walk.opensUsed);
    walk.loUs = loUs;
    walk.deadlineUs = deadlineAfter(course, hiUs);
  }
  if (until < accepts.length) return null;
  while (walk.deadlineUs !== Infinity) if (!takeOpen(course, walk)) return atEnd(course, walk, Infinity);
  return 'possible';
}

function isAsWellOff(
  progress: Progress,
  placed: number,
  loUs: number,
  hiUs: number,
  opensUsed: number,
): boolean {
  if (loUs > progress.loUs[placed] || hiUs < progress.hiUs[placed]) return false;
  return opensUsed <= progress.opensUsed[placed] + progress.spareOpens[placed];
}

/** Takes an open action for the accept that is due; false when none will do. */
function takeOpen(course: Course, walk: Walk): boolean {
  const { opens } = course;
  if (walk.opensUsed >= opens.length) return false;
  const loUs = Math.max(opens.startUs[walk.opensUsed], nextAcceptFrom(course, walk.loUs));
  if (loUs > walk.deadlineUs) return false;
  const dueUs = deadlineAfter(course, walk.deadlineUs);
  walk.loUs = loUs;
  walk.deadlineUs = walk.deadlineUs <= walk.owedAfterUs ? Math.min(dueUs, walk.owedUntilUs) : dueUs;
  walk.opensUsed++;
  walk.isOneOfMany = true;
  return true;
}

/** This way ends: there is no other unless an unknown action may have been accepted. */
function atEnd(course: Course, walk: Walk, endUs: number): Flip | null {
  if (walk.isOneOfMany) return null;
  const fromUs = nextAcceptFrom(course, walk.loUs);
  if (fromUs > endUs) return 'impossible';
  return mayHideAccept(course, fromUs, walk.deadlineUs, walk.opensUsed) ? null : 'impossible';
}
