import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import type { Explained } from '../verdict.js';
import type { Budget } from './budget.js';

/** One sent action, as a search sees it. */
export interface Sighting {
  readonly row: number;
  /** The server decided somewhere in the closed `[startUs, endUs]`, in whole microseconds. */
  readonly startUs: number;
  /** `Infinity`: it may still act at any later time. Only unknown actions have that. */
  readonly endUs: number;
  /** One of `seen`, but never `absent`: `unknown` was accepted, refused or never run. */
  readonly seen: number;
}

/** What happened on one key, as far as it belongs together: nothing from before reaches into it. */
export interface Question {
  /** In order of start, then end, then row. */
  readonly actions: readonly Sighting[];
  /** Something unseen may have been accepted at any time until then; `null`: the key was as good as new. */
  readonly pastUntilUs: number | null;
  /**
   * Whether nobody else can have touched the key. If not, there are no rejects among the actions (they
   * prove nothing), nothing must be accepted, and others may have been accepted at any time in between.
   */
  readonly isAlone: boolean;
}

/** What the windows and answers of the others prove about one action, whatever it was answered itself. */
export interface Must {
  readonly answer: 'accept' | 'reject';
  /** The accepted rows that leave no room for it; empty where it must be accepted. */
  readonly because: readonly number[];
  /** That others were refused, or were not there at all, is part of the proof. */
  readonly needsOthers?: true;
}

/** What windows alone prove, for all actions of a question at once. */
export const mustCodes = {
  /** Nothing; `must` would not say more. */
  none: 0,
  accept: 1,
  reject: 2,
  /** Ask `must`. */
  ask: 3,
} as const;

/** What is known of the opposite of an answer, all other answers being as they are. */
export const opposite = {
  open: 0,
  /** It has no explanation: the answer is the only right one. */
  impossible: 1,
  possible: 2,
} as const;

/** What looking at all answers of a question at once shows. */
export interface Survey {
  /** Whether the question has an explanation; `unknown`: it seems so. */
  readonly explained: 'valid' | 'unknown';
  /** One of `opposite` for each action, of no meaning for unknown ones. */
  readonly opposites: Uint8Array;
}

/**
 * One way to decide a model. The judge cuts a key where its past is over, asks, turns answers round,
 * blames and explains; the search only ever answers these two questions, each about one stretch.
 */
export interface Search {
  /** After so long without an attempt, by the longest reading of the model, nothing from before matters. */
  readonly forgetsAfterUs: number;
  /**
   * Whether a correct limiter can have given these answers: whether each action has an instant in its
   * window such that the model, asked in that order, answers as was seen. `unknown` when the budget is
   * used up, or where the search is not exact; `valid` and `invalid` are always proven.
   */
  explain(question: Question, budget: Budget): Explained;
  /**
   * What pairs and counts of windows prove about `actions[index]` without any search; `null`: nothing.
   * Never wrong about a question that has an explanation, and cheap: looks at what is near only.
   */
  must(question: Question, index: number): Must | null;
  /**
   * What `must` says of every action, one of `mustCodes` for each, or more: it may look further back.
   * For those who ask of all of them; `null` where they have to be asked of one by one.
   */
  readonly musts?: (question: Question) => Uint8Array | null;
  /**
   * What can be told of all answers at once, in time that grows with their number: a short cut, where
   * there is one. `null`: nothing, or the question has no explanation, which `explain` then says.
   */
  readonly survey?: (question: Question) => Survey | null;
}

/** What searches are made for. */
export interface World {
  readonly model: Model;
  readonly assumptions: Assumptions;
  /** Everything but the time of a row. */
  attemptAt(row: number): Attempt;
  /** What an attempt costs, where that can be had without making the attempt. */
  readonly costAt?: (row: number) => number;
  /** What the server said when it refused. */
  reasonAt(row: number): string | undefined;
}
