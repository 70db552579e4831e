import * as fc from 'fast-check';
import { seatingOf } from '../../src/plan/seating.js';
import type { Strategy } from '../../src/plan/strategy.js';
import { paced, phaseOf, voting } from '../plan/specs.js';

/** The seed of all properties here; in the titles, so that a failure can be repeated. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);
export const settings = { seed, numRuns: 300 };

/** What a plan asks a strategy about. */
export interface Sizes {
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
}

/** Users above, below and equal to resources; one of each as well; and any seed. */
export const sizes: fc.Arbitrary<Sizes> = fc.record({
  seed: fc.string({ maxLength: 6 }),
  users: fc.oneof(fc.constantFrom(1, 2), fc.integer({ min: 1, max: 30 })),
  resources: fc.oneof(fc.constantFrom(1, 2), fc.integer({ min: 1, max: 14 })),
});

/** The resource of every user, step by step, as a plan would seat them. */
export function seatsOf(strategy: Strategy, { seed, users, resources }: Sizes, steps: number): number[][] {
  const spec = { ...voting, seed, users, resources, phases: [] };
  const seatNext = seatingOf(spec, phaseOf(paced(), steps, strategy), 0);
  return Array.from({ length: steps }, () => {
    const into = new Int32Array(users);
    seatNext(into);
    return [...into];
  });
}

/** Users in blocks of so many: 0 to size - 1, size to 2 * size - 1, ... */
export function blocksOf<T>(items: readonly T[], size: number): T[][] {
  const blocks: T[][] = [];
  for (let from = 0; from < items.length; from += size) blocks.push(items.slice(from, from + size));
  return blocks;
}

/** How often each thing comes. */
export function tally(things: Iterable<string | number>): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
}
