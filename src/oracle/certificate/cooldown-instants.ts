import type { Budget } from '../contention/budget.js';
import type { Gaps } from '../contention/gaps.js';
import {
  addToCourse,
  clearCourse,
  courseOf,
  readyCourse,
  type Course,
} from '../contention/interval-recursion/course.js';
import { explain, kept, progressOf, type Progress } from '../contention/interval-recursion/forward.js';
import type { Question } from '../contention/search.js';
import { firstAtLeast } from '../contention/sorted.js';
import type { Placed } from './placed.js';

/**
 * Instants for a plain cooldown, in linear time: the recursion leaves for each accept the interval of
 * its reachable instants, and going backwards each takes the latest one that leaves the next enough
 * room, which explains the most rejects. A reject is decided as early as it can be after the accept
 * that explains it. `null` when there is no explanation, where anything is unanswered, or where nested windows branch.
 */
export function cooldownInstants(gaps: Gaps, question: Question, budget: Budget): readonly Placed[] | null {
  const { actions, pastUntilUs, isAlone } = question;
  const initial = pastUntilUs === null ? 'fresh' : 'unknown';
  const course = courseOf({ gaps, restarts: [], rejectsBind: isAlone, initial }, actions.length);
  clearCourse(course, pastUntilUs ?? -Infinity);
  for (const { seen, startUs, endUs, row } of actions) addToCourse(course, seen, startUs, endUs, row);
  readyCourse(course);
  const progress = progressOf(actions.length);
  if (course.unknowns.length + course.opens.length > 0) return null;
  if (explain(course, progress, budget).history !== 'valid' || !isPlain(course, progress)) return null;
  const acceptsUs = acceptInstants(course, progress);
  return [
    ...unseenBefore(acceptsUs, pastUntilUs, gaps),
    ...acceptsUs.map((atUs, index): Placed => ({
      row: course.accepts.rows[index],
      atUs,
      decision: 'accept',
    })),
    ...rejectInstants(course, acceptsUs, pastUntilUs, gaps),
  ];
}

/** Whether each accept has one interval. */
function isPlain({ accepts }: Course, progress: Progress): boolean {
  for (let index = 0; index <= accepts.length; index++) if (progress.kept[index] !== kept.one) return false;
  return true;
}

function acceptInstants({ accepts, rules }: Course, { hiUs }: Progress): readonly number[] {
  const instants: number[] = Array.from({ length: accepts.length }, () => 0);
  let untilUs = Infinity;
  for (let index = accepts.length - 1; index >= 0; index--) {
    instants[index] = Math.min(hiUs[index + 1], untilUs);
    untilUs = instants[index] - rules.gaps.acceptUs;
  }
  return instants;
}

/** The latest that an accept nobody saw can have been. */
function unseenBefore(
  acceptsUs: readonly number[],
  pastUntilUs: number | null,
  gaps: Gaps,
): readonly Placed[] {
  const atUs = pastUs(acceptsUs, pastUntilUs, gaps);
  return atUs === null ? [] : [{ row: -1, atUs, decision: 'accept' }];
}

const pastUs = (
  acceptsUs: readonly number[],
  pastUntilUs: number | null,
  { acceptUs }: Gaps,
): number | null =>
  pastUntilUs === null ? null : Math.min(pastUntilUs, (acceptsUs[0] ?? Infinity) - acceptUs);

function rejectInstants(
  { rejects }: Course,
  acceptsUs: readonly number[],
  pastUntilUs: number | null,
  gaps: Gaps,
): readonly Placed[] {
  const instants = Float64Array.from([pastUs(acceptsUs, pastUntilUs, gaps) ?? -Infinity, ...acceptsUs]);
  return Array.from({ length: rejects.length }, (_, index): Placed => {
    const causeUs =
      instants[Math.max(0, firstAtLeast(instants, instants.length, rejects.endUs[index] + 1) - 1)];
    return { row: rejects.rows[index], atUs: Math.max(rejects.startUs[index], causeUs), decision: 'reject' };
  });
}
