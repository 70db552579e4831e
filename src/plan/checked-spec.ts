import { checkGroups, checkMembers } from './checked-groups.js';
import { membershipOf } from './groups.js';
import type { PhaseSpec, PlanSpec } from './plan.js';
import { wholeFrom } from './whole.js';

/**
 * Refuses what no plan can be made of, in words. The scenario checks what people write; this is
 * for those who build a plan in code.
 *
 * @throws RangeError naming the value and what it must be.
 */
export function checkSpec(spec: PlanSpec): void {
  wholeFrom(1, 'users', spec.users);
  wholeFrom(1, 'resources', spec.resources);
  wholeFrom(0, 'spacingUs', spec.spacingUs);
  if (spec.recoveryUs !== Infinity) wholeFrom(0, 'recoveryUs', spec.recoveryUs);
  wholeFrom(0, 'connectOverUs', spec.connectOverUs);
  wholeFrom(0, 'timeoutUs', spec.timeoutUs);
  checkGroups(spec);
  if (spec.phases.length === 0) throw new RangeError('a plan needs at least one phase');
  for (const phase of spec.phases) checkPhase(spec, phase);
}

function checkPhase(spec: PlanSpec, phase: PhaseSpec): void {
  wholeFrom(1, `phase ${phase.name}: steps`, phase.steps);
  checkMembers(spec, phase);
  phase.pacing.check(membershipOf(spec, phase).spec, phase);
}
