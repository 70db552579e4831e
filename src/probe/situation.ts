import type { KeyField } from '../history/action.js';
import { randomOf } from '../plan/random.js';
import type { ProbeSpec, Round } from './contract.js';
import type { Evidence } from './evidence.js';
import type { Hypothesis } from './hypotheses.js';
import { replayed, type Answered, type Limiter } from './replay.js';
import { samplesOf, type Sample } from './samples.js';

/** Where a probe stands when it plans a round. */
export interface Situation {
  readonly spec: ProbeSpec;
  readonly rounds: readonly Round[];
  readonly answered: readonly Answered[];
  /** When nothing is under way any more. */
  readonly nowUs: number;
  readonly actionsLeft: number;
  readonly timeLeftUs: number;
  /** Closer together the order of two attempts on one key is not certain. */
  readonly gapUs: number;
  readonly imagined: readonly Imagined[];
  /** How many fit at once, the likeliest first, not many. */
  readonly counts: readonly number[];
  /** What the limit may be counted on. */
  readonly fields: readonly (readonly KeyField[])[];
  /** When the lanes of a round begin, so that they are nowhere near in step. */
  readonly staggerUs: (lane: number) => number;
}

/** One limit that is possible, as it is after everything that was answered. */
interface Imagined extends Sample {
  readonly limiter: Limiter;
}

/** So many counts are planned for. */
const countsMost = 3;

export function situationOf(
  spec: ProbeSpec,
  rounds: readonly Round[],
  answered: readonly Answered[],
  evidence: Evidence,
  hypotheses: readonly Hypothesis[],
  narrowUs: number,
): Situation {
  const imagined = samplesOf(hypotheses, evidence, narrowUs).map((sample) => ({
    ...sample,
    limiter: replayed(sample.model, answered),
  }));
  const random = randomOf(spec.seed, `probe/${rounds.length}`);
  const offsets = [0, ...Array.from({ length: lanesMost }, () => random.unit())];
  const usualUs = weightedMedian(imagined);
  return {
    spec,
    rounds,
    answered,
    nowUs: evidence.endUs,
    actionsLeft: spec.budget.actions - rounds.reduce((sum, { steps }) => sum + steps.length, 0),
    timeLeftUs: spec.budget.timeUs - evidence.endUs,
    gapUs: gapOf(spec),
    imagined,
    counts: countsOf(hypotheses),
    fields: [...new Map(hypotheses.map(({ per }) => [per.join('+'), per])).values()],
    staggerUs: (lane) => Math.floor(usualUs * (lane === 0 ? 0 : offsets[lane % offsets.length])),
  };
}

/** Closer together the order of two attempts on one key is not certain. */
export const gapOf = ({ roundTripUs, assumptions }: ProbeSpec): number =>
  roundTripUs + 2 * assumptions.tickUs;

/** More lanes than that are never played side by side. */
export const lanesMost = 8;

function countsOf(hypotheses: readonly Hypothesis[]): readonly number[] {
  const votes = new Map<number, number>();
  for (const { count } of hypotheses) votes.set(count, (votes.get(count) ?? 0) + 1);
  const byVotes = [...votes].sort(([a, votesA], [b, votesB]) => votesB - votesA || b - a);
  return byVotes.slice(0, countsMost).map(([count]) => count);
}

function weightedMedian(samples: readonly Sample[]): number {
  const timed = samples
    .filter(({ recoveryUs }) => recoveryUs > 0)
    .sort((a, b) => a.recoveryUs - b.recoveryUs);
  const total = timed.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { weight, recoveryUs } of timed) if ((sum += weight) >= total / 2) return recoveryUs;
  return 0;
}
