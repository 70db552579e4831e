import { planHashOf } from './canonical.js';
import { checkSpec } from './checked-spec.js';
import { feasibilityOf } from './feasibility.js';
import { headerOf } from './header.js';
import { phasesAtWork, stepsOf } from './phases.js';
import type { Digest, Plan, PlanSpec } from './plan.js';
import { surveyOf } from './survey.js';
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
  const phases = phasesAtWork(spec);
  const counters = surveyOf(spec);
  const hash = planHashOf(spec, digestOf());
  const startsUs: number[] = [];
  for (const step of stepsOf(spec, phases, (phase, startUs) => (startsUs[phase] = startUs))) {
    counters.count(step);
    hash.add(step);
  }
  const survey = counters.end();
  const header = headerOf(spec, phases, survey, startsUs);
  return {
    header: {
      ...header,
      feasibility: feasibilityOf(spec, phases, survey),
      warnings: warningsOf(spec, phases, survey),
    },
    hash: hash.close(header),
    steps: () => ({ [Symbol.iterator]: () => stepsOf(spec, phases)[Symbol.iterator]() }),
  };
}
