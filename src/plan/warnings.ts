import { certainZoneOf, rejectsWanted, roundTripUsMaxOf } from './certain-zone.js';
import { countText, msText } from './durations.js';
import { keySpaceOf } from './key-space.js';
import type { Pacing, PhaseSpec, PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

type CooldownAware = Extract<Pacing, { kind: 'cooldown-aware' }>;

/** Round trips over a network are often longer than this. */
const networkMarginUs = 5000;

/** Why a plan may prove less than it seems to, or nothing: one sentence each, with what to do. */
export function warningsOf(spec: PlanSpec, survey: Survey): string[] {
  const phases = spec.phases.flatMap((phase, index) =>
    phaseWarnings(spec, phase, survey.phases[index]).map((words) => `phase ${phase.name}: ${words}`),
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
      (spec.sureOf ?? 'both') === 'both' ? 'some rejects or duels' : 'a phase of fixed pacing or duels';
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
  if (keys.hasUser) return spec.phases.some((phase) => overtakes(spec, phase));
  return keys.hasResource ? survey.resourcesShared : spec.users > 1;
}

/** Whether users go too fast for their own limits, which then have to refuse. */
function overtakes({ recoveryUs, spacingUs }: PlanSpec, { pacing }: PhaseSpec): boolean {
  return pacing.kind === 'fixed' && (recoveryUs === Infinity || pacing.everyUs < spacingUs);
}

function phaseWarnings(spec: PlanSpec, phase: PhaseSpec, counts: PhaseSurvey): string[] {
  const { pacing } = phase;
  switch (pacing.kind) {
    case 'fixed':
      return [];
    case 'duels':
      return duelWarnings(spec, pacing.marginUs);
    case 'cooldown-aware':
      return [
        ...marginWarnings(pacing.marginUs, pacing.jitterUs),
        ...(pacing.rejects > 0 ? rejectWarnings(spec, pacing, counts) : []),
      ];
  }
}

function duelWarnings({ recoveryUs }: PlanSpec, marginUs: number): string[] {
  if (recoveryUs === Infinity)
    return ['a key of this limit never recovers: once it is used up, its duels find no race any more'];
  return marginUs === 0 ? ['no margin: a key may not have recovered when its next duel starts'] : [];
}

function marginWarnings(marginUs: number, jitterUs: number): string[] {
  if (marginUs === 0) {
    return [
      'no margin: accepts are planned at the very edge of the limit, where no answer is provably wrong',
    ];
  }
  const warnings: string[] = [];
  if (marginUs < networkMarginUs) {
    warnings.push(`a margin of ${msText(marginUs)} is thin: on a network most verdicts will be undecided`);
  }
  if (jitterUs > marginUs) {
    warnings.push(
      `a jitter of ${msText(jitterUs)} is more than the margin; ${msText(marginUs)} is used, and nothing of the margin is left`,
    );
  } else if (jitterUs === marginUs) {
    warnings.push(
      `a jitter of ${msText(jitterUs)} leaves nothing of the margin: accepts may come at the very edge of the limit`,
    );
  }
  return warnings;
}

function rejectWarnings(spec: PlanSpec, pacing: CooldownAware, counts: PhaseSurvey): string[] {
  const { spacingUs, sureOf = 'both' } = spec;
  const { marginUs, rejects: share } = pacing;
  if (sureOf !== 'both') {
    const aims = sureOf === 'nothing' ? '; all its actions may go either way' : '';
    return [`no certain rejects are planned: they are known for a plain cooldown only${aims}`];
  }
  if (certainZoneOf(spacingUs, marginUs) === null) {
    return [`a spacing of ${msText(spacingUs)} has no middle to plan a certain reject in`];
  }
  const warnings: string[] = [];
  if (marginUs * 2 >= spacingUs) {
    warnings.push(
      `a spacing of ${msText(spacingUs)} is short beside a margin of ${msText(marginUs)}: planned rejects come in its middle and are certain only up to a round trip of ${msText(roundTripUsMaxOf(spacingUs, marginUs))}`,
    );
  }
  const wanted = rejectsWanted(counts.accepts, share);
  const planned = counts.rejects;
  if (planned < wanted) {
    warnings.push(
      `only ${planned} of ${countText(wanted, 'certain reject')} found a place where a user has nothing else to do; use more users or fewer rejects`,
    );
  }
  return warnings;
}
