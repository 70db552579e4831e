import type { KeyField } from '../history/action.js';
import type { Burst } from './burst.js';
import type { Pacing } from './pacing.js';
import type { Rate } from './rate.js';
import type { Strategy } from './strategy.js';

/** What the plan goes for with an action. It never reaches the verdict. */
export type Aim = 'accept' | 'reject' | 'open';

/** One planned action. Users and resources are 0-based indices. */
export interface Step {
  /** 0, 1, 2, ... in order of intended time: the row of the history. */
  readonly id: number;
  readonly user: number;
  readonly resource: number;
  readonly step: number;
  /** Since the first action of the plan may leave, integer. */
  readonly intendedAtUs: number;
  readonly aim: Aim;
  /** Index into the header's phases. */
  readonly phase: number;
  /** What is done, where a phase has several kinds of actions; absent: the one kind, `act`. */
  readonly action?: string;
  /** On which of the user's sockets; absent: the first. */
  readonly seat?: number;
}

/** Users of one kind: a run of indices, the groups one behind another in the order in which they are declared. */
export interface GroupSpec {
  readonly name: string;
  readonly users: number;
  /**
   * What its users do when it is their turn: what the phase says; a seeded mix of kinds by weight; or nothing,
   * ever: they connect and listen.
   */
  readonly acts: 'as-phase' | 'never' | readonly { readonly action: string; readonly weight: number }[];
  /** Connections that each of its users has. */
  readonly sockets: number;
  /** When its users come, stage after stage from the start of the plan on; `null`: before it, like everybody. */
  readonly arrivals: readonly ArrivalStage[] | null;
}

/** Users that come at a rate, or at one that goes linearly to another. */
export interface ArrivalStage {
  readonly forUs: number;
  readonly rate: Rate;
  readonly rampTo: Rate | null;
}

/** Trouble that a run makes on purpose. Times are microseconds since the start of the plan. */
export type Fault =
  /** A share of the users lose their connections, with a close frame or without one, and come back or do not. */
  | {
      readonly kind: 'drop';
      readonly atUs: number;
      readonly share: number;
      readonly how: 'close' | 'cut';
      readonly backAfterUs: number | null;
    }
  /** A share of the users stop taking in what arrives. */
  | { readonly kind: 'stall'; readonly atUs: number; readonly forUs: number; readonly share: number }
  /** The network before the server: everything late; gone with all connections; silent with all connections open. */
  | { readonly kind: 'delay'; readonly atUs: number; readonly forUs: number; readonly delayUs: number }
  | { readonly kind: 'cut'; readonly atUs: number; readonly forUs: number }
  | { readonly kind: 'half-open'; readonly atUs: number; readonly forUs: number }
  /** The server's process is killed, and started again; the Redis behind it is stopped, and started again. */
  | { readonly kind: 'kill-server'; readonly atUs: number; readonly forUs: number }
  | { readonly kind: 'stop-redis'; readonly atUs: number; readonly forUs: number };

/** A fault as it is asked for: `everyUs` after it began it is made again, to the end of the plan; absent: once. */
export type FaultSpec = Fault & { readonly everyUs?: number };

/** A fault with the users it is for, as the seed chose them; empty where it is for none in particular. */
export type PlannedFault = Fault & { readonly users: readonly number[] };

/** A part of the plan with its own strategy and pacing. Phases follow one another. */
export interface PhaseSpec {
  readonly name: string;
  readonly strategy: Strategy;
  readonly pacing: Pacing;
  /** Steps of each user; for duels: the number of duels. */
  readonly steps: number;
  /** Kinds of actions that each user does in turn, step by step; absent: `act`. */
  readonly acts?: readonly string[];
  /** Only users of these groups act in it; absent: all that act at all. */
  readonly groups?: readonly string[];
  /** Whether it starts together with the phase before it; absent: when that is over. */
  readonly beside?: true;
}

/**
 * What a plan knows of the answers of a limit before it has asked. `both`: an attempt is accepted a
 * spacing after the accept before it, and refused within. `accepts`: the former only. `nothing`:
 * what was accepted once never comes back, so that no pause makes an accept certain.
 */
export type Sureness = 'both' | 'accepts' | 'nothing';

/** Everything a plan depends on. Nothing else does. */
export interface PlanSpec {
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
  readonly phases: readonly PhaseSpec[];
  /** From the model: the fields its key is made of, and the least time between two accepts on a key. */
  readonly per: readonly KeyField[];
  readonly spacingUs: number;
  /** `Infinity`: a key never recovers. */
  readonly recoveryUs: number;
  /** Which answers a plan can be sure of; absent: both, as for a cooldown. */
  readonly sureOf?: Sureness;
  /** What is certain of a fresh key; `null`: nothing; absent: what `sureOf` says of a spacing. */
  readonly burst?: Burst | null;
  /** Connections open over this long, each at its seeded place. */
  readonly connectOverUs: number;
  /** How long an answer may take: what keep-alive adds behind a user's last action. */
  readonly timeoutUs: number;
  /** Together all `users`; absent: they are all alike. */
  readonly groups?: readonly GroupSpec[];
  readonly faults?: readonly FaultSpec[];
}

export interface PlannedPhase {
  readonly name: string;
  readonly strategy: string;
  readonly pacing: string;
  readonly startUs: number;
  readonly durationUs: number;
  readonly actions: number;
  /** Users that share a key in a step take turns inside it. */
  readonly lanes: number;
  readonly stepUs: number;
}

/** A plan without its steps: what is printed, stored and hashed with it. */
export interface PlanHeader {
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
  readonly actions: number;
  readonly durationUs: number;
  readonly aims: { readonly accepts: number; readonly rejects: number; readonly open: number };
  readonly phases: readonly PlannedPhase[];
  /** When each user's connection opens, relative to the start of connecting. */
  readonly connectAtUs: readonly number[];
  /** Until when each user's connection must stay, relative to the first action: its last action plus the timeout. */
  readonly keepUntilUs: readonly number[];
  /** When each user comes who does not come before the plan starts, else `null`; absent: nobody. */
  readonly arrivesAtUs?: readonly (number | null)[];
  /** How many connections each user has; absent: one. */
  readonly sockets?: readonly number[];
  /** In order of time; absent: none. */
  readonly faults?: readonly PlannedFault[];
  /** The plan in words: lanes, shortest step, run length, hand-overs. */
  readonly feasibility: readonly string[];
  /** Why the plan may prove nothing. */
  readonly warnings: readonly string[];
}

/** A plan: a value. `steps()` starts anew each time and holds only one round in memory. */
export interface Plan {
  readonly header: PlanHeader;
  /** `sha256:` over the canonical bytes of header and steps. */
  readonly hash: string;
  steps(): Iterable<Step>;
}

/** Hashing is handed in: pure rooms know no node modules. */
export interface Digest {
  update(text: string): void;
  hex(): string;
}
