import type { Violation } from '../oracle/verdict.js';
import { planIfAny } from '../plan-for.js';
import { planFromSteps } from '../plan-from-steps.js';
import type { Digest, Plan, Step } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { withoutPieces } from './shrink-list.js';

/** A scenario and its plan, small or large. */
export interface Shrinkable {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

export interface ShrinkPorts {
  readonly digest: () => Digest;
  /** What is wrong in a simulation of this plan, proven things only. */
  readonly violationsOf: (candidate: Shrinkable) => Promise<readonly Violation[]>;
  /** Called each time something smaller has been found. */
  readonly smaller: (found: Shrinkable, tried: number) => void;
  readonly stop: AbortSignal;
}

export interface Shrunk extends Shrinkable {
  /** How many plans were simulated. */
  readonly tried: number;
  /** False when it gave up after so many tries: something smaller may exist. */
  readonly isSmallest: boolean;
}

/** After so many simulations it gives up. */
const triesMax = 3000;

/**
 * The smallest plan that still shows a violation of the same kind. First the plan's dimensions: fewer
 * phases, users, resources, steps, each planned anew from the seed; then single steps (delta debugging,
 * Zeller & Hildebrandt 2002); then users and resources get the first names. No clock and no chance: the
 * same start ends at the same plan.
 */
export async function shrink(
  start: Shrinkable,
  kind: Violation['kind'],
  ports: ShrinkPorts,
): Promise<Shrunk> {
  let tried = 0;
  let best = start;
  const isWorthTrying = (): boolean => tried < triesMax && !ports.stop.aborted;
  const stillShows = async (candidate: Shrinkable): Promise<boolean> => {
    if (!isWorthTrying()) return false;
    tried++;
    const found = await ports.violationsOf(candidate);
    if (!found.some((violation) => violation.kind === kind && violation.strength === 'proven')) return false;
    best = candidate;
    ports.smaller(best, tried);
    return true;
  };
  await shrinkDimensions(start.scenario, ports.digest, stillShows);
  await shrinkSteps(() => best, ports.digest, stillShows);
  return { ...best, tried, isSmallest: isWorthTrying() };
}

type StillShows = (candidate: Shrinkable) => Promise<boolean>;

/** Tries small values first: they cost least, and most violations need two users and one resource. */
async function shrinkDimensions(
  start: Scenario,
  digest: () => Digest,
  stillShows: StillShows,
): Promise<void> {
  let scenario = start;
  const accept = async (candidate: Scenario): Promise<boolean> => {
    const plan = planIfAny(candidate, digest);
    if (plan === null || !(await stillShows({ scenario: candidate, plan }))) return false;
    scenario = candidate;
    return true;
  };
  for (let before: Scenario | null = null; before !== scenario;) {
    before = scenario;
    for (let phase = scenario.phases.length - 1; phase >= 0 && scenario.phases.length > 1; phase--)
      await accept({ ...scenario, phases: scenario.phases.filter((_, index) => index !== phase) });
    await smallest(scenario.userNames.length, (users) => accept(sized(scenario, users, null)));
    await smallest(scenario.resourceNames.length, (resources) => accept(sized(scenario, null, resources)));
    for (const index of scenario.phases.keys())
      await smallest(scenario.phases[index]?.steps ?? 1, (steps) =>
        accept(shortened(scenario, index, steps)),
      );
  }
}

/** Tries 1, 2, 3, 4, 6, 8, 12, ... below `now`; the first that is accepted is good enough, as there are more rounds. */
async function smallest(now: number, accept: (value: number) => Promise<boolean>): Promise<void> {
  for (let value = 1; value < now; value = value < 4 ? value + 1 : Math.ceil(value * 1.4))
    if (await accept(value)) return;
}

/** The scenario with the first so many users and resources; `null` leaves all. */
export function sized(scenario: Scenario, users: number | null, resources: number | null): Scenario {
  const userNames = users === null ? scenario.userNames : scenario.userNames.slice(0, users);
  const resourceNames =
    resources === null ? scenario.resourceNames : scenario.resourceNames.slice(0, resources);
  const groups = firstOf(scenario.groups, userNames.length);
  return { ...scenario, users: userNames.length, userNames, resourceNames, groups };
}

/** The groups of the first so many users. */
function firstOf(groups: Scenario['groups'], users: number): Scenario['groups'] {
  let left = users;
  return groups.flatMap((group) => {
    const own = Math.min(left, group.users);
    left -= own;
    return own === 0 ? [] : [{ ...group, users: own }];
  });
}

function shortened(scenario: Scenario, index: number, steps: number): Scenario {
  const phases = scenario.phases.map((phase, at) => (at === index ? { ...phase, steps } : phase));
  return { ...scenario, phases };
}

async function shrinkSteps(
  best: () => Shrinkable,
  digest: () => Digest,
  stillShows: StillShows,
): Promise<void> {
  const { scenario, plan } = best();
  const test = (steps: readonly Step[]): Promise<boolean> =>
    stillShows(planned(scenario, plan, steps, digest));
  const kept = await withoutPieces([...plan.steps()], test);
  await stillShows(compact(scenario, plan, kept, digest));
}

function planned(scenario: Scenario, plan: Plan, steps: readonly Step[], digest: () => Digest): Shrinkable {
  const idleStay = scenario.groups.length > 0;
  const frame = { ...plan.header, idleStay, timeoutUs: scenario.timing.timeoutUs };
  return { scenario, plan: planFromSteps(frame, steps, digest) };
}

/** Users, resources, phases and steps that are left get the first numbers, so that nobody is there for nothing. */
function compact(scenario: Scenario, plan: Plan, kept: readonly Step[], digest: () => Digest): Shrinkable {
  // Who is in a group, comes later, has several sockets or is in for trouble keeps its number, and so do all others.
  const { arrivesAtUs, sockets, faults } = plan.header;
  const isPinned =
    scenario.groups.length > 0 || [arrivesAtUs, sockets, faults].some((each) => each !== undefined);
  const users = numbered(isPinned ? [...scenario.userNames.keys()] : kept.map(({ user }) => user));
  const resources = numbered(kept.map(({ resource }) => resource));
  const phases = numbered(kept.map(({ phase }) => phase));
  const turns = numbered(kept.map(({ phase, step }) => `${phase}/${step}`));
  const firstTurn = new Map<number, number>();
  const steps = kept.map((step) => {
    const turn = turns.get(`${step.phase}/${step.step}`) ?? 0;
    if (!firstTurn.has(step.phase)) firstTurn.set(step.phase, turn);
    return {
      ...step,
      user: users.get(step.user) ?? 0,
      resource: resources.get(step.resource) ?? 0,
      phase: phases.get(step.phase) ?? 0,
      step: turn - (firstTurn.get(step.phase) ?? 0),
    };
  });
  const smaller = sized(scenario, users.size, resources.size);
  const header = {
    ...plan.header,
    users: users.size,
    resources: resources.size,
    phases: plan.header.phases.filter((_, index) => phases.has(index)),
  };
  return planned(smaller, { ...plan, header }, steps, digest);
}

/** Each value's number, in order of first sight. */
function numbered<T>(values: readonly T[]): ReadonlyMap<T, number> {
  return new Map([...new Set(values)].map((value, index) => [value, index]));
}
