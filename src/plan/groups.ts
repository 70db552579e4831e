import type { GroupSpec, PhaseSpec, PlanSpec } from './plan.js';

/** The name of each user's group, index by index; empty where there are no groups. */
export function groupNamesOf(groups: readonly Pick<GroupSpec, 'name' | 'users'>[]): readonly string[] {
  return groups.flatMap(({ name, users }) => Array.from({ length: users }, () => name));
}

/** A group and the index of the first of its users. */
export interface GroupRun {
  readonly group: GroupSpec;
  readonly from: number;
}

/** The groups with the runs of indices that are theirs. */
export function groupRunsOf(groups: readonly GroupSpec[]): readonly GroupRun[] {
  let from = 0;
  return groups.map((group) => {
    const run = { group, from };
    from += group.users;
    return run;
  });
}

/**
 * The groups that act in a phase: those it names, or all; those that only listen never; users that arrive
 * in a pacing that is made for them, the others in all others.
 */
export function actingIn({ groups = [] }: PlanSpec, phase: PhaseSpec): readonly GroupRun[] {
  return groupRunsOf(groups).filter(({ group }) => isActing(group, phase));
}

function isActing({ name, acts, arrivals }: GroupSpec, { groups, pacing }: PhaseSpec): boolean {
  if (acts === 'never' || (groups !== undefined && !groups.includes(name))) return false;
  return (arrivals !== null) === (pacing.arriving === true);
}

/** The users of some groups. */
export function usersOf(runs: readonly GroupRun[]): Int32Array {
  return Int32Array.from(
    runs.flatMap(({ group, from }) => Array.from({ length: group.users }, (_, nth) => from + nth)),
  );
}

/**
 * The plan as a phase sees it: its own users only, numbered from 0. `users` says who they are; `null`: all,
 * under their own numbers.
 */
export interface Membership {
  readonly spec: PlanSpec;
  readonly users: Int32Array | null;
}

export function membershipOf(spec: PlanSpec, phase: PhaseSpec): Membership {
  if ((spec.groups ?? []).length === 0) return { spec, users: null };
  const runs = actingIn(spec, phase);
  const users = usersOf(runs);
  const own = { ...spec, users: users.length, groups: runs.map(({ group }) => group) };
  return { spec: own, users: users.length === spec.users ? null : users };
}
