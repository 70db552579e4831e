import { array, assert, nat, property, record, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { courseOf, type Course } from '../../src/oracle/contention/restarting/course.js';
import { usesNoMore, type Used } from '../../src/oracle/contention/restarting/used.js';
import { seen } from '../../src/oracle/contention/windows.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_261_122);
const untilUs = 5;

const drawn = record({
  windows: array(tuple(nat(untilUs), nat(3)), { minLength: 1, maxLength: 5 }),
  one: nat(31),
  other: nat(31),
  fromUs: nat(untilUs),
});

const usedOf = (bits: number, count: number): Used => ({
  open: 0,
  bounded: Array.from({ length: count }, (_, index) => index).filter((index) => (bits >> index) % 2 === 1),
});

function courseWith(windows: readonly (readonly [number, number])[]): Course {
  const sorted = windows.map(([startUs, lengthUs]) => ({ startUs, endUs: startUs + lengthUs }));
  sorted.sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs);
  const unknowns = sorted.map((window, row) => ({ ...window, row, seen: seen.unknown }));
  const reject = { row: unknowns.length, startUs: 0, endUs: 0, seen: seen.reject };
  return courseOf({ actions: [...unknowns, reject], pastUntilUs: null, isAlone: true });
}

/** Instants from a time on that these can be decided at, each of them once or never: as sorted lists. */
function reachable({ unknowns }: Course, used: Used, fromUs: number): ReadonlySet<string> {
  let lists: readonly (readonly number[])[] = [[]];
  unknowns.startUs.forEach((startUs, index) => {
    if (used.bounded.includes(index)) return;
    const longer: (readonly number[])[] = [];
    for (let atUs = Math.max(startUs, fromUs); atUs <= unknowns.endUs[index]; atUs++)
      longer.push(...lists.map((list) => [...list, atUs].sort((a, b) => a - b)));
    lists = [...new Map([...lists, ...longer].map((list) => [list.join(' '), list])).values()];
  });
  return new Set(lists.map((list) => list.join(' ')));
}

it(`who has used no more can still do all that the other can (seed ${seed})`, () => {
  let claims = 0;
  assert(
    property(drawn, ({ windows, one, other, fromUs }) => {
      const course = courseWith(windows);
      const [mine, theirs] = [usedOf(one, windows.length), usedOf(other, windows.length)];
      if (!usesNoMore(course, mine, theirs, fromUs)) return;
      if (mine.bounded.some((index) => !theirs.bounded.includes(index))) claims++;
      const can = reachable(course, mine, fromUs);
      for (const list of reachable(course, theirs, fromUs)) expect(can).toContain(list);
    }),
    { seed, numRuns: 3000 },
  );
  expect(claims).toBeGreaterThan(100);
});
