import type { PacedPhase } from './draft.js';
import { keySpaceOf } from './key-space.js';
import type { PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** Why a plan may prove less than it seems to, or nothing: one sentence each, with what to do. */
export function warningsOf(spec: PlanSpec, paced: readonly PacedPhase[], survey: Survey): string[] {
  const phases = spec.phases.flatMap((phase, index) =>
    phase.pacing
      .warnings({ spec, phase, paced: paced[index], counts: survey.phases[index] })
      .map((words) => `phase ${phase.name}: ${words}`),
  );
  return [...phases, ...proofWarnings(spec, survey)];
}

function proofWarnings(spec: PlanSpec, survey: Survey): string[] {
  const rejects = survey.phases.some((phase) => phase.rejects > 0);
  const open = survey.phases.some((phase) => phase.open > 0);
  if (rejects) return [];
  const warnings: string[] = [];
  if (!open) {
    const what =
      (spec.sureOf ?? 'both') === 'both' ? 'some rejects or duels' : 'a phase of contended or fixed pacing';
    warnings.push(`no action is planned to be refused: only half of the limit is tested; plan ${what}`);
  }
  if (!contended(spec, survey)) {
    warnings.push(
      'no contention: every key is only ever touched by one user, so a server without any limit could pass',
    );
  }
  return warnings;
}

function contended(spec: PlanSpec, survey: Survey): boolean {
  const keys = keySpaceOf(spec.per, spec.resources);
  if (keys.hasUser) return survey.phases.some((counts) => overtakes(spec, counts));
  return keys.hasResource ? survey.resourcesShared : spec.users > 1;
}

/** Whether users go too fast for their own limits, which then have to refuse. */
function overtakes({ recoveryUs, spacingUs }: PlanSpec, { closestUs }: PhaseSurvey): boolean {
  return closestUs < (recoveryUs === Infinity ? Infinity : spacingUs);
}
