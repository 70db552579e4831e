import { keySpaceOf } from './key-space.js';
import type { PhaseAtWork } from './phases.js';
import type { PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** Why a plan may prove less than it seems to, or nothing: one sentence each, with what to do. */
export function warningsOf(spec: PlanSpec, phases: readonly PhaseAtWork[], survey: Survey): string[] {
  const found = spec.phases.flatMap((phase, index) =>
    phaseWarnings(spec, phases[index], survey, index).map((words) => `phase ${phase.name}: ${words}`),
  );
  return [...found, ...proofWarnings(spec, survey)];
}

function phaseWarnings(
  { phases }: PlanSpec,
  { spec, paced, isAlone }: PhaseAtWork,
  survey: Survey,
  index: number,
): readonly string[] {
  const phase = phases[index];
  if (isAlone) return phase.pacing.warnings({ spec, phase, paced, counts: survey.phases[index] });
  return phase.pacing.marginUs === 0 ? [] : [besideWarning];
}

const besideWarning =
  'what goes on beside it touches the same keys, so that all its actions may go either way; let it run alone to plan accepts and rejects';

function proofWarnings(spec: PlanSpec, survey: Survey): string[] {
  // What needs no time to recover refuses nothing: there is no limit to prove.
  if (spec.recoveryUs === 0) return [];
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
