import type { PacedPhase } from './draft.js';
import type { PlanSpec, Step } from './plan.js';
import { restUsOf } from './rest.js';

/** The pacing of every phase, worked out. */
export function pacedPhasesOf(spec: PlanSpec): readonly PacedPhase[] {
  return spec.phases.map((phase, index) => phase.pacing.paced(spec, phase, index));
}

/**
 * All steps of a plan, one after another. A phase starts when every key has fully recovered from
 * the last action of the one before, so that no phase depends on what came of another; where keys
 * never recover, phases follow each other at once.
 *
 * @throws RangeError when the plan is longer than whole microseconds can be counted.
 */
export function* stepsOf(spec: PlanSpec, phases: readonly PacedPhase[]): Iterable<Step> {
  let id = 0;
  let startUs = 0;
  for (const [phase, paced] of phases.entries()) {
    let lastUs = startUs;
    const { acts = [] } = spec.phases[phase];
    for (const round of paced.rounds(startUs)) {
      for (const { user, resource, step, atUs, aim } of round) {
        const planned = { id: id++, user, resource, step, intendedAtUs: atUs, aim, phase };
        yield acts.length === 0 ? planned : { ...planned, action: acts[step % acts.length] };
        lastUs = atUs;
      }
      if (!Number.isSafeInteger(lastUs))
        throw new RangeError('the plan is too long to be counted in microseconds');
    }
    startUs = lastUs + pauseUsOf(spec, phase);
  }
}

/** The pause behind a phase: a full recovery and the larger margin of its two neighbours. */
function pauseUsOf(spec: PlanSpec, phase: number): number {
  const marginUs = Math.max(...spec.phases.slice(phase, phase + 2).map(({ pacing }) => pacing.marginUs));
  const restUs = restUsOf(spec);
  return restUs + (marginUs > 0 ? marginUs : Math.ceil(restUs / 10));
}
