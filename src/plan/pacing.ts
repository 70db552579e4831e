import type { PacedPhase } from './draft.js';
import type { PhaseSpec, PlanSpec } from './plan.js';
import type { PhaseSurvey } from './survey.js';

/**
 * How the actions of a phase are spread in time: a value, made by one of `pacings/`. It never looks at
 * replies, only at what the plan depends on.
 */
export interface Pacing {
  /** As plans print it, e.g. `cooldown-aware`. */
  readonly kind: string;
  /** What tells it from another of its kind; the values go into the hash of a plan in this order. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The round trip it leaves room for; 0 where it knows of none. Pauses between phases are at least that long. */
  readonly marginUs: number;
  /** Whether users meet at one instant: because races are looked for, as it happens, or never. */
  readonly meetings: 'planned' | 'by-chance' | 'none';
  /** Whether it is for users that arrive while the plan runs; absent: for those who are there from the start. */
  readonly arriving?: true;
  /** @throws RangeError when no plan can be made of it, naming the phase, the value and what it must be. */
  check(spec: PlanSpec, phase: PhaseSpec): void;
  /** @throws RangeError where the phase cannot be paced so, in words that say why. */
  paced(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number): PacedPhase;
  /** What it comes to, for people who decide whether to run it: one sentence each. */
  words(parts: PhaseParts): readonly string[];
  /** Why the phase may prove less than it seems to: one sentence each, with what to do. */
  warnings(parts: PhaseParts): readonly string[];
}

/** A phase, worked out and counted. */
export interface PhaseParts {
  /** With the users of the phase only. */
  readonly spec: PlanSpec;
  readonly phase: PhaseSpec;
  readonly paced: PacedPhase;
  readonly counts: PhaseSurvey;
}
