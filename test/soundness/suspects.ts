import type { Behaviour, BugNeed } from '../../src/behaviours/behaviour.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { pairs, type Pair } from '../behaviours/paired.js';
import type { Trouble } from './day.js';
import { daysFor } from './model-gate.js';
import { accusationsIn, judgedDay } from './models.js';

/** A mutant, and what its correct server would answer. */
export interface Suspect {
  readonly title: string;
  readonly mutant: Behaviour;
  readonly pair: Pair;
}

const suspects: readonly Suspect[] = mutants.flatMap((mutant) =>
  pairs
    .filter(({ behaviour }) => behaviour.name === mutant.bug?.of)
    .map((pair) => ({ title: `${mutant.name} as ${pair.title}`, mutant, pair })),
);

/**
 * What no day here has: one process takes one action after the other, each on the only connection of its
 * user, and there is a handful of names. As long as no other process follows it on the same store, the
 * memory of a process is as good as a store.
 */
const neverMet: readonly BugNeed[] = ['meeting', 'nodes', 'reconnect', 'restart', 'keys', 'exact-time'];
const isHidden = ({ mutant }: Suspect): boolean => neverMet.some((need) => need === mutant.bug?.needs);

/** Mutants that are as good as their correct servers on days without a durable restart. */
export const hidden = suspects.filter(isHidden);
/** Mutants that any day may show, with luck. */
export const visible = suspects.filter((suspect) => !isHidden(suspect));

/** What the judge holds against a mutant on each of some days. */
export async function accusedOn(
  { title, mutant, pair }: Suspect,
  seeds: readonly string[],
  calm: readonly Trouble[],
): Promise<readonly (readonly string[])[]> {
  const asked = { ...pair, behaviour: mutant, settings: { ...mutant.defaults, ...pair.settings } };
  const days = seeds.slice(0, daysFor(pair, seeds.length));
  return Promise.all(days.map(async (day) => accusationsIn(title, await judgedDay(asked, day, calm))));
}
