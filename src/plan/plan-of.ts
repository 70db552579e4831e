import { planHashOf } from './canonical.js';
import { checkSpec } from './checked-spec.js';
import { connectTimesOf } from './connects.js';
import type { PacedPhase } from './draft.js';
import { feasibilityOf } from './feasibility.js';
import { pacedPhasesOf, stepsOf } from './phases.js';
import type { Digest, Plan, PlanHeader, PlannedPhase, PlanSpec } from './plan.js';
import { surveyOf, type PhaseSurvey, type Survey } from './survey.js';
import { warningsOf } from './warnings.js';

/**
 * The plan of a spec: who acts on what, when, and what for. It depends on nothing but the spec. One
 * walk over all steps counts and hashes them; `steps()` makes them again each time it is asked, so
 * that ten million take no more memory than ten.
 *
 * @param digestOf makes a fresh SHA-256.
 * @throws RangeError when no plan can be made of the spec, in words that say why.
 */
export function planOf(spec: PlanSpec, digestOf: () => Digest): Plan {
  checkSpec(spec);
  const paced = pacedPhasesOf(spec);
  const counters = surveyOf(spec);
  const hash = planHashOf(spec, digestOf());
  for (const step of stepsOf(spec, paced)) {
    counters.count(step);
    hash.add(step);
  }
  const survey = counters.end();
  const header = headerOf(spec, paced, survey);
  return {
    header: {
      ...header,
      feasibility: feasibilityOf(spec, paced, survey),
      warnings: warningsOf(spec, paced, survey),
    },
    hash: hash.close(header),
    steps: () => ({ [Symbol.iterator]: () => stepsOf(spec, paced)[Symbol.iterator]() }),
  };
}

function headerOf(
  spec: PlanSpec,
  paced: readonly PacedPhase[],
  survey: Survey,
): Omit<PlanHeader, 'feasibility' | 'warnings'> {
  return {
    seed: spec.seed,
    users: spec.users,
    resources: spec.resources,
    actions: survey.actions,
    durationUs: survey.lastUs,
    aims: {
      accepts: sum(survey.phases, ({ accepts }) => accepts),
      rejects: sum(survey.phases, ({ rejects }) => rejects),
      open: sum(survey.phases, ({ open }) => open),
    },
    phases: survey.phases.map((counts, index) => plannedPhase(spec, index, paced[index], counts)),
    connectAtUs: connectTimesOf(spec.seed, spec.users, spec.connectOverUs),
    keepUntilUs: Array.from(survey.lastUsByUser, (lastUs) => (lastUs < 0 ? 0 : lastUs + spec.timeoutUs)),
  };
}

function plannedPhase(spec: PlanSpec, index: number, paced: PacedPhase, counts: PhaseSurvey): PlannedPhase {
  const phase = spec.phases[index];
  return {
    name: phase.name,
    strategy: phase.strategy.name,
    pacing: phase.pacing.kind,
    startUs: counts.startUs,
    durationUs: counts.lastUs - counts.startUs,
    actions: counts.accepts + counts.rejects + counts.open,
    lanes: paced.lanes,
    stepUs: paced.stepUs,
  };
}

function sum(phases: readonly PhaseSurvey[], count: (phase: PhaseSurvey) => number): number {
  return phases.reduce((total, phase) => total + count(phase), 0);
}
