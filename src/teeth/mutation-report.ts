import type { BugNeed } from '../behaviours/behaviour.js';
import type { Pooled } from '../report/races.js';

/**
 * What a scenario finds of the bugs that are known for its kind of limit, version 1. Scripts rely on the
 * keys; `null` means undefined.
 */
export interface MutationReport {
  readonly schemaVersion: 1;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly reasons: readonly string[];
  readonly command: string;
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string;
  /** The reference server whose bugs were tried, and its settings. */
  readonly server: { readonly name: string; readonly settings: Readonly<Record<string, number>> };
  readonly played: 'simulated' | 'live';
  /** How many seeds each mutant that survives is tried with. */
  readonly repeat: number;
  /** killed / (killed + survived); `null` when none of them was played. */
  readonly score: number | null;
  readonly minScore: number | null;
  readonly counts: {
    readonly killed: number;
    /** Of the killed ones, those that no live run can find: see `MutantResult`. */
    readonly onlySimulated: number;
    readonly survived: number;
    /** Nobody can see them who stands outside; they do not count. */
    readonly hidden: number;
    readonly notPlayed: number;
  };
  /** The correct server under the same plans: whatever is proven here is a false alarm or a wrong scenario. */
  readonly controls: readonly Trial[];
  readonly mutants: readonly MutantResult[];
}

/** One mutant under the scenario, all seeds together. */
export interface MutantResult {
  /** `arena/check-then-set`. */
  readonly name: string;
  /** With the values of the settings that it names, as they were played. */
  readonly wrong: string;
  readonly shows: string;
  readonly seen: readonly string[];
  readonly needs: BugNeed;
  readonly status: 'killed' | 'survived' | 'hidden' | 'not-played';
  /**
   * Killed in virtual time, by connections that are cut or servers that restart: `turnwise run` does neither,
   * so it does not find it. Never true of a live play.
   */
  readonly onlySimulated: boolean;
  /** Why it survived or was not played, in one sentence; `null` for a killed one. */
  readonly why: string | null;
  /** The change to the scenario that kills it; `null` for a killed one, and where nobody knows one. */
  readonly change: Change | null;
  /** One trial a seed, up to the one that killed it. */
  readonly trials: readonly Trial[];
  /** For races: pairs of actions that met until the kill, or in all trials; and the bound that follows. */
  readonly race: Pooled | null;
}

/** A change to a scenario: in words with something to paste, and the pieces to paste by themselves. */
export interface Change {
  readonly text: string;
  /** What has to be done besides, in words; `null`: nothing. */
  readonly note: string | null;
  /** A line for the list `phases`: `- { name: 'duels', pacing: { duels: { margin: '30ms' } }, steps: 15 }`. */
  readonly phase: string | null;
  /** Where that line goes: before all others where keys never recover, else behind them. */
  readonly place: 'first' | 'last';
  /** Lines for the top of the scenario, in the place of what it says there. */
  readonly top: readonly string[];
  /** It has been played, in virtual time, and killed the mutant after so many actions; `null`: nobody has tried. */
  readonly killsAfter: number | null;
}

/** One play of the plan. */
export interface Trial {
  readonly seed: string;
  /** Processes behind the one address: mutants that need several are played on two. */
  readonly nodes: number;
  readonly actions: number;
  /** Pairs of actions that met on one free key at one instant. */
  readonly meetings: number;
  /** Proven among the first actions, by when there was one: nobody looks for more. */
  readonly violations: number;
  /** The first proven violation, in order of sending: how many actions and meetings it took, and what was proven. */
  readonly first: {
    readonly actions: number;
    readonly meetings: number;
    readonly kind: string;
    readonly because: string;
  } | null;
  /** Answers that the correct server would not have given to the same actions at the same instants; `null`: nobody knows. */
  readonly strayed: number | null;
  /** Of the answers, the share that could be decided; `null` where not all were judged, or there were none. */
  readonly resolution: number | null;
}
