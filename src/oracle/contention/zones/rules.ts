import type { Board } from './board.js';
import type { Node } from './node.js';

/** The variables every zone begins with; what a limiter remembers follows, and then the gates. */
export const variables = { zero: 0, now: 1, memory: 2 } as const;

/** What the monitor must know of a limiter. Durations are whole microseconds after every allowance. */
export interface ZoneRules {
  /** After so long without an attempt nothing from before matters, by the longest reading. */
  readonly forgetsAfterUs: number;
  /** What costs more is refused at any time. */
  readonly mostCost: number;
  /** Whether an accept more never makes room for another. */
  readonly isMonotone: boolean;
  /** How many instants must be remembered where attempts may cost so much together. */
  memoryOf(reach: number): number;
  /** Adds the states a key can begin in. */
  begin(board: Board): void;
  /** Adds every state after one more accept with its instant in `[startUs, endUs]`. */
  accept(board: Board, node: Node, startUs: number, endUs: number, cost: number): void;
  /** Adds every state after an accept nobody saw that makes room for others. */
  acceptUnseen(board: Board, node: Node, endUs: number): void;
  /** Until when attempts of a gate's cost are refused: `x_source + offset`; -1 for `source`: not at all. */
  sourceOf(board: Board, mode: number, gateCost: number): number;
  offsetOf(board: Board, gateCost: number): number;
  /** What is left to be done with a zone after an accept. */
  finish(board: Board, at: number): void;
  /** The limiter with plain numbers, durations as they are: makes explanations without a search. */
  clock(): Clock;
}

/** A limiter that is asked with instants. Accepts come in order of time. */
export interface Clock {
  reset(): void;
  /** The least instant at which so much is accepted. */
  earliestUs(cost: number): number;
  /** Accepts, at no time before the earliest. */
  accept(atUs: number, cost: number): void;
  /** Until when an attempt of that cost is refused, the end not included. */
  refusesUntilUs(cost: number): number;
  /** Whether accepts can also be placed from the last to the first. */
  readonly isReversible: boolean;
}
