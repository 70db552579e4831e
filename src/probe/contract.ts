import type { History } from '../history/history.js';
import type { KeyField } from '../history/action.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';

/**
 * What a probe may use and for how long. Everything it does is a function of this and of the history so
 * far: the same target and the same seed are asked the same questions.
 */
export interface ProbeSpec {
  readonly seed: string;
  /** How many users and shared resources there are to ask with. Their past is unknown unless `fresh`. */
  readonly users: number;
  readonly resources: number;
  readonly fresh: boolean;
  /** The longest round trip seen while connecting, rounded up: closer together nothing can be told apart. */
  readonly roundTripUs: number;
  /** The longest time a limit is thought to take until it has room again; longer ones are not told from never. */
  readonly longestUs: number;
  readonly budget: { readonly actions: number; readonly timeUs: number };
  /** What windows are widened by. `initial` does not matter here: `fresh` says it. */
  readonly assumptions: Assumptions;
  /** What the scenario says the limit is: a first guess, and what the findings are compared with; `null`: nothing. */
  readonly declared: Model | null;
}

/** One attempt of a round. Users and resources are numbers from 0 to below the counts of the `ProbeSpec`. */
export interface ProbeStep {
  readonly user: number;
  readonly resource: number;
  /** Since the start of the round, integer microseconds, never decreasing. */
  readonly atUs: number;
}

/**
 * A round: a plan that does not depend on what is answered while it is played. Every round is played on
 * connections of its own, so that the next one also shows what a reconnect does. In the history its rows
 * carry `phase`: the name of the round, `step`: their place among its steps, and `connection`: another
 * one in each round, else a limit per connection cannot be told from one per user.
 */
export interface Round {
  /** What it is to find out, in words for the progress line: `how many at once`. */
  readonly asks: string;
  /** Which experiment it belongs to; rows of its history carry it as their phase. */
  readonly name: string;
  /**
   * How long nothing is sent before it, after the last answer of the round before; connections are made
   * meanwhile, and where that takes longer the round begins when they are made.
   */
  readonly restUs: number;
  readonly steps: readonly ProbeStep[];
}

/** A probe between two rounds: a value. */
export interface Probe {
  /** What to play next; `null`: it knows what it can know, or the budget is used up. */
  readonly next: Round | null;
  /** The probe after its round, given everything that has happened, all rounds on one clock, in one history. */
  after(history: History): Probe;
  /** What is known so far. */
  findings(): Findings;
}

/** A number that is only known to lie between two, both included. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** A family of limits that explains everything seen, with all parameters it could have. */
export interface Candidate {
  readonly family:
    | 'cooldown'
    | 'tokenBucket'
    | 'slidingLog'
    | 'fixedWindow'
    | 'slidingCounter'
    | 'capacity'
    /** Two limits at once, each on its own key; `per` names both keys, parameters are numbered: `everyUs1`, `everyUs2`. */
    | 'allOf'
    /** Nothing was ever refused; its model refuses nothing and cannot be pasted. */
    | 'none';
  readonly per: readonly KeyField[];
  /** Times in microseconds (names end in `Us`), counts as they are: `everyUs`, `capacity`, `refillEveryUs`, `limit`, `windowUs`, `originUs`. */
  readonly parameters: Readonly<Record<string, Interval>>;
  /** Choices of the family that are known: `restartOnReject`, `anchor`, `countRejected`, `refresh`. */
  readonly choices: Readonly<Record<string, string | boolean>>;
  /** One model within the intervals, its numbers as round as they allow: what to paste. */
  readonly model: Model;
}

export interface Findings {
  /** Families that are left, the simplest first; empty: none of them explains what was seen. */
  readonly candidates: readonly Candidate[];
  /** `yes`, `no`, or why it cannot be told. */
  readonly rejectExtends: Told;
  readonly survivesReconnect: Told;
  /** What it could not tell, in sentences. */
  readonly untold: readonly string[];
  /** Whether the declared model is among what is possible; `null` where none was declared. */
  readonly declared: 'possible' | 'impossible' | null;
  /** Where the declared model differs, in sentences with numbers. */
  readonly differences: readonly string[];
  readonly actions: number;
  readonly rounds: number;
  readonly durationUs: number;
}

export type Told = 'yes' | 'no' | { readonly untold: string };
