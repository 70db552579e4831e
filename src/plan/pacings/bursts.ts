import type { Draft } from '../draft.js';
import { countText, msText, secondsText } from '../durations.js';
import type { Pacing } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { restUsOf } from '../rest.js';
import { inOrder, type LooseRound } from '../in-order.js';
import { seatingOf } from '../seating.js';
import { wholeFrom } from '../whole.js';

export interface Bursts {
  /** Actions in one burst of a user, all on the same resource. */
  readonly size: number;
  /** From one of them to the next. */
  readonly gapUs: number;
  /** From the last action of a burst to the first of the next; `null`: a full recovery and a tenth. */
  readonly pauseUs: number | null;
}

/**
 * All users at once do `size` actions, `gapUs` apart, then pause; a burst is a step. What limits with room
 * for several, such as buckets and windows, are made for. Nothing is known of the answers.
 */
export function bursts(settings: Bursts): Pacing {
  const { size, gapUs, pauseUs } = settings;
  return {
    kind: 'bursts',
    settings: { size, gapUs, pauseUs },
    marginUs: 0,
    meetings: 'by-chance',
    check: (_spec, { name }) => {
      wholeFrom(1, `phase ${name}: size`, size);
      wholeFrom(0, `phase ${name}: gapUs`, gapUs);
      if (pauseUs !== null) wholeFrom(1, `phase ${name}: pauseUs`, pauseUs);
    },
    paced: (spec, phase, phaseIndex) => {
      const stepUs = (size - 1) * gapUs + pauseUsOf(spec, settings);
      const rounds = (startUs: number) =>
        inOrder(burstsOf(spec, phase, settings, { phaseIndex, stepUs, startUs }));
      return { lanes: 1, stepUs, rounds };
    },
    words: ({ spec, phase, paced }) => [
      `${countText(phase.steps, 'burst')} of ${countText(size, 'action')} per user, ${msText(gapUs)} apart, one each ${secondsText(paced.stepUs)} with a pause of ${secondsText(pauseUsOf(spec, settings))}`,
    ],
    warnings: ({ spec }) => warnings(spec, settings),
  };
}

function warnings(spec: PlanSpec, settings: Bursts): string[] {
  if (spec.recoveryUs === Infinity)
    return ['a key of this limit never recovers: once it is used up, every burst is refused'];
  if (pauseUsOf(spec, settings) >= spec.recoveryUs) return [];
  return [
    `a pause of ${secondsText(pauseUsOf(spec, settings))} is shorter than a recovery of ${secondsText(spec.recoveryUs)}: later bursts find keys in use`,
  ];
}

function pauseUsOf(spec: PlanSpec, { pauseUs }: Bursts): number {
  const restUs = restUsOf(spec);
  return pauseUs ?? Math.max(1, restUs + Math.ceil(restUs / 10));
}

interface Timing {
  readonly phaseIndex: number;
  readonly stepUs: number;
  readonly startUs: number;
}

/** Round by round one action of every user, so that no round is larger than the users are many. */
function* burstsOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  { size, gapUs }: Bursts,
  { phaseIndex, stepUs, startUs }: Timing,
): Iterable<LooseRound> {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const seats = new Int32Array(spec.users);
  for (let step = 0; step < phase.steps; step++) {
    seatNext(seats);
    for (let nth = 0; nth < size; nth++) {
      const atUs = startUs + step * stepUs + nth * gapUs;
      const drafts = Array.from(seats, (resource, user): Draft => ({
        user,
        resource,
        step,
        atUs,
        aim: 'open',
      }));
      yield { drafts, nextUs: nth + 1 < size ? atUs + gapUs : startUs + (step + 1) * stepUs };
    }
  }
}
