import type { PhaseSpec, PlanSpec } from './plan.js';
import { seatingOf } from './seating.js';

/** The resources of users who are not all in the same step. */
export interface SeatWindow {
  /** The resource of a user in a step; steps that were forgotten are gone. */
  seatOf(user: number, step: number): number;
  /** Nobody will ask for a step before this one any more. */
  forgetBefore(step: number): void;
}

/** Keeps the steps between the slowest and the fastest user, and no others. */
export function seatWindowOf(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number): SeatWindow {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const kept: Int32Array[] = [];
  let firstStep = 0;
  return {
    seatOf: (user, step) => {
      while (firstStep + kept.length <= step) {
        const seats = new Int32Array(spec.users);
        seatNext(seats);
        kept.push(seats);
      }
      return kept[step - firstStep][user];
    },
    forgetBefore: (step) => {
      const gone = Math.min(step - firstStep, kept.length);
      if (gone <= 0) return;
      kept.splice(0, gone);
      firstStep += gone;
    },
  };
}
