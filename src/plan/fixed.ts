import { byTime, type Draft, type PacedPhase } from './draft.js';
import type { Pacing, PhaseSpec, PlanSpec } from './plan.js';
import { seatingOf } from './seating.js';

type Fixed = Extract<Pacing, { kind: 'fixed' }>;

/**
 * One step each `everyUs`, whatever the model says: what an open-loop load is. With `spread` user
 * `i` acts at `i/users` of the step, otherwise all at its start. Nothing is known of the answers.
 */
export function fixed(spec: PlanSpec, phase: PhaseSpec, pacing: Fixed, phaseIndex: number): PacedPhase {
  return {
    lanes: 1,
    stepUs: pacing.everyUs,
    rounds: (startUs) => roundsOf(spec, phase, pacing, phaseIndex, startUs),
  };
}

function* roundsOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  { everyUs, spread }: Fixed,
  phaseIndex: number,
  startUs: number,
): Iterable<readonly Draft[]> {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const seats = new Int32Array(spec.users);
  for (let step = 0; step < phase.steps; step++) {
    seatNext(seats);
    const round: Draft[] = [];
    seats.forEach((resource, user) => {
      const delayUs = spread ? Math.floor((user * everyUs) / spec.users) : 0;
      round.push({ user, resource, step, atUs: startUs + step * everyUs + delayUs, aim: 'open' });
    });
    yield round.sort(byTime);
  }
}
