import { arrivalCountOf } from './arrivals.js';
import { actingIn } from './groups.js';
import type { GroupSpec, PhaseSpec, PlanSpec } from './plan.js';
import { wholeFrom } from './whole.js';

/** Weights are small whole numbers, so that a draw among them is exact. */
const weightsMax = 1_000_000;

/** @throws RangeError naming the group and what is wrong with it. */
export function checkGroups({ groups = [], users }: PlanSpec): void {
  if (groups.length === 0) return;
  const names = new Set(groups.map(({ name }) => name));
  if (names.size < groups.length) throw new RangeError('two groups have the same name');
  for (const group of groups) checkGroup(group);
  const total = groups.reduce((sum, group) => sum + group.users, 0);
  if (total !== users)
    throw new RangeError(`the groups have ${total} users together, and the plan has ${users}`);
}

function checkGroup(group: GroupSpec): void {
  const { name, users, acts, sockets, arrivals } = group;
  wholeFrom(1, `group ${name}: users`, users);
  wholeFrom(1, `group ${name}: sockets`, sockets);
  if (typeof acts !== 'string') {
    if (acts.length === 0) throw new RangeError(`group ${name}: a mix needs at least one kind`);
    for (const { action, weight } of acts) wholeFrom(1, `group ${name}: the weight of ${action}`, weight);
    if (acts.reduce((sum, { weight }) => sum + weight, 0) > weightsMax)
      throw new RangeError(`group ${name}: its weights are more than ${weightsMax} together`);
  }
  if (arrivals === null) return;
  const count = arrivalCountOf(name, arrivals);
  if (count !== users) throw new RangeError(`group ${name}: its stages bring ${count} users, not ${users}`);
}

/** @throws RangeError where a phase names no group, or a group that cannot act in it, or nobody acts in it. */
export function checkMembers(spec: PlanSpec, phase: PhaseSpec): void {
  const { groups = [] } = spec;
  if (groups.length === 0) {
    if (phase.groups !== undefined)
      throw new RangeError(`phase ${phase.name}: the plan has no groups, so none can act in it`);
    if (phase.pacing.arriving === true)
      throw new RangeError(`phase ${phase.name}: ${phase.pacing.kind} is for groups with arrivals`);
    return;
  }
  const acting = actingIn(spec, phase).map(({ group }) => group.name);
  for (const name of phase.groups ?? []) {
    const group = groups.find((each) => each.name === name);
    if (group === undefined) throw new RangeError(`phase ${phase.name}: there is no group ${name}`);
    if (!acting.includes(name)) throw new RangeError(`phase ${phase.name}: ${whyIdle(group, phase)}`);
  }
  if (acting.length === 0) throw new RangeError(`phase ${phase.name}: nobody acts in it`);
}

function whyIdle({ name, acts, arrivals }: GroupSpec, { pacing }: PhaseSpec): string {
  if (acts === 'never') return `group ${name} only listens`;
  return arrivals === null
    ? `${pacing.kind} is for users that arrive, and those of group ${name} are there from the start`
    : `users of group ${name} arrive while the plan runs: they act by visits, not by ${pacing.kind}`;
}
