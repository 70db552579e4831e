import { cooldown } from '../../src/models/index.js';
import {
  addToCourse,
  clearCourse,
  courseOf,
  readyCourse,
} from '../../src/oracle/contention/interval-recursion/course.js';
import type { Course } from '../../src/oracle/contention/interval-recursion/course.js';
import type { Random } from '../../src/plan/random.js';
import type { Tiny, TinyWorld } from './brute-force.js';

/** A tiny key: its actions, and what the judge takes for granted. */
export interface TinyKey {
  readonly actions: readonly Tiny[];
  readonly acceptUs: number;
  readonly refuseUs: number;
  readonly initial: 'fresh' | 'unknown';
  readonly rejectsBind: boolean;
  readonly restarts: readonly { readonly fromUs: number; readonly toUs: number }[];
}

/** Draws a tiny key: narrow, wide or nested windows, bounded or open unknowns, now and then a restart. */
export function tinyKey(random: Random): TinyKey {
  const count = 1 + random.below(7);
  const acceptUs = 1 + random.below(6);
  const span = 2 + random.below(18);
  const width = [1, 3, 8, 20][random.below(4)];
  const unknowns = [0, 0, 15, 40][random.below(4)];
  const accepts = [30, 50, 80][random.below(3)];
  const actions = Array.from({ length: count }, (): Tiny => {
    const startUs = random.below(span);
    const answer =
      random.below(100) < unknowns ? 'unknown' : random.below(100) < accepts ? 'accept' : 'reject';
    const open = answer === 'unknown' && random.below(3) === 0;
    return { startUs, endUs: open ? Infinity : startUs + random.below(width), answer };
  });
  const restartUs = random.below(span);
  return {
    actions,
    acceptUs,
    refuseUs: acceptUs + (random.below(3) === 0 ? random.below(4) : 0),
    initial: random.below(3) === 0 ? 'unknown' : 'fresh',
    rejectsBind: random.below(8) !== 0,
    restarts: random.below(6) === 0 ? [{ fromUs: restartUs, toUs: restartUs + random.below(3) }] : [],
  };
}

/** The same for the brute force. */
export function worldOf(key: TinyKey): TinyWorld {
  return {
    accepting: cooldown({ per: [], everyUs: key.acceptUs }),
    refusing: cooldown({ per: [], everyUs: key.refuseUs }),
    startUs: key.initial === 'unknown' ? startOf(key.actions) : null,
    rejectsBind: key.rejectsBind,
    restarts: key.restarts,
  };
}

/** The same for the search. Rows are indices of actions. */
export function tinyCourse(key: TinyKey): Course {
  const { acceptUs, refuseUs, initial, rejectsBind, restarts } = key;
  const course = courseOf(
    { gaps: { acceptUs, refuseUs }, restarts, rejectsBind, initial },
    key.actions.length,
  );
  clearCourse(course, initial === 'unknown' ? startOf(key.actions) : -Infinity);
  key.actions.forEach(({ startUs, endUs, answer }, row) => {
    addToCourse(course, { accept: 1, reject: 2, unknown: 3 }[answer], startUs, endUs, row);
  });
  readyCourse(course);
  return course;
}

/** The key as code that can be pasted into a test. */
export function pasteable(key: TinyKey): string {
  return JSON.stringify(key, (_, value: unknown) => (value === Infinity ? 'Infinity' : value)).replaceAll(
    '"Infinity"',
    'Infinity',
  );
}

const startOf = (actions: readonly Tiny[]): number => Math.min(...actions.map(({ startUs }) => startUs));
