import type { Pacing, PhaseSpec, PlanSpec } from './plan.js';

/** More certain rejects than this for each accept would leave nothing else to test. */
const rejectShareMax = 0.9;

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
  if (spec.phases.length === 0) throw new RangeError('a plan needs at least one phase');
  for (const phase of spec.phases) checkPhase(spec, phase);
}

function checkPhase(spec: PlanSpec, phase: PhaseSpec): void {
  wholeFrom(1, `phase ${phase.name}: steps`, phase.steps);
  checkPacing(spec, phase.name, phase.pacing);
}

function checkPacing(spec: PlanSpec, name: string, pacing: Pacing): void {
  switch (pacing.kind) {
    case 'cooldown-aware':
      wholeFrom(0, `phase ${name}: marginUs`, pacing.marginUs);
      wholeFrom(0, `phase ${name}: jitterUs`, pacing.jitterUs);
      if (!(pacing.rejects >= 0 && pacing.rejects <= rejectShareMax)) {
        throw new RangeError(
          `phase ${name}: rejects is a share of all actions from 0 to ${rejectShareMax}, not ${pacing.rejects}`,
        );
      }
      if (spec.spacingUs + pacing.marginUs === 0) {
        throw new RangeError(
          `phase ${name}: a limit without spacing needs a margin, or all steps fall together`,
        );
      }
      return;
    case 'fixed':
      wholeFrom(1, `phase ${name}: everyUs`, pacing.everyUs);
      return;
    case 'duels':
      wholeFrom(0, `phase ${name}: marginUs`, pacing.marginUs);
  }
}

function wholeFrom(least: number, name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be an integer of at least ${least}, not ${value}`);
  }
}
