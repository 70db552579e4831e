import type { Aim, PlannedFault } from './plan.js';

/** A step before it has its number and phase. Times are microseconds since the start of the plan. */
export interface Draft {
  readonly user: number;
  readonly resource: number;
  readonly step: number;
  readonly atUs: number;
  readonly aim: Aim;
  /** On which of the user's sockets; absent: the first. */
  readonly seat?: number;
}

/** A phase with its pacing worked out: what every pacing makes of a phase. */
export interface PacedPhase {
  /** How many users take turns on one key inside a step; 1 when nobody shares. */
  readonly lanes: number;
  readonly stepUs: number;
  /**
   * The actions, round by round; a round is sorted and nothing in it comes before the round ahead
   * of it. Starts anew at each call and keeps no more than a few rounds.
   */
  rounds(startUs: number): Iterable<readonly Draft[]>;
  /** Trouble that belongs to the actions, in order of time; absent: none. */
  troubles?(startUs: number): readonly PlannedFault[];
  /** How many connections each of its users needs; absent: one. */
  readonly sockets?: number;
}

/** Who acts on what and when in one step, user by user. */
export interface Turn {
  readonly resources: Int32Array;
  /** `-Infinity` before the first step, `Infinity` after the last. */
  readonly atUs: Float64Array;
}

/** The one order of a plan: by time, then user, then resource. */
export function byTime(a: Draft, b: Draft): number {
  return a.atUs - b.atUs || a.user - b.user || a.resource - b.resource;
}
