import { byTime, type Draft } from '../draft.js';
import { secondsText } from '../durations.js';
import type { Pacing } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { seatingOf } from '../seating.js';
import { wholeFrom } from '../whole.js';

export interface Fixed {
  readonly everyUs: number;
  /** Users evenly inside the step, instead of all at its start. */
  readonly spread: boolean;
}

/**
 * One step each `everyUs`, whatever the model says: what an open-loop load is. With `spread` user
 * `i` acts at `i/users` of the step, otherwise all at its start. Nothing is known of the answers.
 */
export function fixed(settings: Fixed): Pacing {
  const { everyUs, spread } = settings;
  return {
    kind: 'fixed',
    settings: { everyUs, spread },
    marginUs: 0,
    meetings: spread ? 'none' : 'by-chance',
    check: (_spec, { name }) => wholeFrom(1, `phase ${name}: everyUs`, everyUs),
    paced: (spec, phase, phaseIndex) => ({
      lanes: 1,
      stepUs: everyUs,
      rounds: (startUs) => roundsOf(spec, phase, settings, phaseIndex, startUs),
    }),
    words: () => [`a step each ${secondsText(everyUs)}, whatever the limit says`],
    warnings: () => [],
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
