import { firstAtLeast } from '../sorted.js';
import { bySettling } from '../order.js';
import type { Question, Sighting, World } from '../search.js';
import { seen } from '../windows.js';

/** Who holds slots around an action, by windows alone. The action itself never counts. */
export interface Holds {
  /** The rows of acquires that certainly hold a slot over the whole window. */
  certain(asked: Sighting): readonly number[];
  /** How many slots may be taken somewhere in the window; at least `enough` means that many or more. */
  possible(asked: Sighting, enough: number): number;
  /** How many slots a user certainly holds, and may hold. */
  leastOf(user: string, asked: Sighting): number;
  mostOf(user: string, asked: Sighting): number;
}

/** From the end of an acquire to the start of the release that pairs with it, or from start to end. */
interface Hold {
  readonly fromUs: number;
  readonly toUs: number;
  readonly row: number;
}

/** The instants of a user's actions, each list in order. */
interface Course {
  readonly acquired: Sighting[];
  readonly acquiring: Sighting[];
  readonly released: Sighting[];
  readonly releasing: Sighting[];
}

const known = new WeakMap<Question['actions'], Holds>();

/** Made once for each question, however many of its actions are asked about. */
export function holdsOf({ actions }: Question, world: World): Holds {
  const made = known.get(actions);
  if (made !== undefined) return made;
  const holds = holdsAmong(coursesOf(actions, world), world);
  known.set(actions, holds);
  return holds;
}

function coursesOf(actions: readonly Sighting[], world: World): ReadonlyMap<string, Course> {
  const courses = new Map<string, Course>();
  for (const one of actions) {
    if (one.seen === seen.reject) continue;
    const { user, action } = world.attemptAt(one.row);
    const course = courses.get(user) ?? { acquired: [], acquiring: [], released: [], releasing: [] };
    courses.set(user, course);
    const isRelease = action === 'release';
    (isRelease ? course.releasing : course.acquiring).push(one);
    if (one.seen === seen.accept) (isRelease ? course.released : course.acquired).push(one);
  }
  for (const { acquired, released } of courses.values()) {
    acquired.sort(bySettling);
    released.sort(bySettling);
  }
  return courses;
}

function holdsAmong(courses: ReadonlyMap<string, Course>, world: World): Holds {
  const all = [...courses.values()];
  const certain = spansOf(all.flatMap(certainHolds));
  const possible = spansOf(all.flatMap(possibleHolds));
  const isAcquire = ({ row, seen: kind }: Sighting): boolean =>
    kind !== seen.reject && world.attemptAt(row).action !== 'release';
  return {
    certain: ({ startUs, endUs }) => certain.around(startUs - 1, endUs + 1, Infinity),
    possible: (asked, enough) => {
      const own = isAcquire(asked) ? 1 : 0;
      return possible.around(asked.endUs, asked.startUs, enough + own).length - own;
    },
    leastOf: (user, asked) => leastHeld(courses.get(user), asked),
    mostOf: (user, asked) => mostHeld(courses.get(user), asked),
  };
}

/** From when one surely has a slot until when one surely still has it. */
const certainHolds = ({ acquired, releasing }: Course): readonly Hold[] =>
  acquired.map(({ endUs, row }, nth) => ({ fromUs: endUs, toUs: releasing[nth]?.startUs ?? Infinity, row }));

/** From when one may have a slot until when one may still have it. */
const possibleHolds = ({ acquiring, released }: Course): readonly Hold[] =>
  acquiring.map(({ startUs, row }, nth) => ({
    fromUs: startUs,
    toUs: released[nth]?.endUs ?? Infinity,
    row,
  }));

function leastHeld(course: Course | undefined, asked: Sighting): number {
  return (
    othersIn(course?.acquired, asked, ({ endUs }) => endUs < asked.startUs) -
    othersIn(course?.releasing, asked, ({ startUs }) => startUs <= asked.endUs)
  );
}

function mostHeld(course: Course | undefined, asked: Sighting): number {
  return (
    othersIn(course?.acquiring, asked, ({ startUs }) => startUs <= asked.endUs) -
    othersIn(course?.released, asked, ({ endUs }) => endUs < asked.startUs)
  );
}

function othersIn(
  list: readonly Sighting[] | undefined,
  asked: Sighting,
  counts: (one: Sighting) => boolean,
): number {
  return (list ?? []).filter((one) => one !== asked && counts(one)).length;
}

/** Holds by their time. */
function spansOf(holds: readonly Hold[]) {
  const spans = holds.filter(({ fromUs, toUs }) => fromUs <= toUs).sort((a, b) => a.fromUs - b.fromUs);
  const fromUs = Float64Array.from(spans, (span) => span.fromUs);
  const latestEndUs = new Float64Array(spans.length);
  spans.forEach(({ toUs }, index) => {
    latestEndUs[index] = index === 0 ? toUs : Math.max(toUs, latestEndUs[index - 1]);
  });
  return {
    /** The rows of those that began at an instant or before and end at another or later; no more than asked for. */
    around(beginUs: number, endUs: number, most: number): readonly number[] {
      const rows: number[] = [];
      for (let index = firstAtLeast(fromUs, fromUs.length, beginUs + 1) - 1; index >= 0; index--) {
        if (latestEndUs[index] < endUs || rows.length >= most) break;
        if (spans[index].toUs >= endUs) rows.push(spans[index].row);
      }
      return rows;
    },
  };
}
