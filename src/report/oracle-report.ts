import type { Pooled } from './races.js';
import type { ReportedViolation } from './reported-violation.js';

/** What the judge said, in the words of the report. */
export interface OracleReport {
  /** The model in words: "a cooldown of 200 ms per resource". */
  readonly model: string;
  readonly assumptions: {
    readonly tickUs: number;
    readonly driftPpm: number;
    readonly graceUs: { readonly early: number; readonly late: number };
    readonly horizonUs: number | null;
    readonly initial: 'fresh' | 'unknown';
    readonly exclusive: boolean;
    readonly complete: boolean;
    readonly state: 'durable' | 'perProcess';
    readonly boundary: 'inclusive' | 'exclusive';
    readonly minMarginUs: number;
    readonly resolutionUs: number;
    readonly offsetBoundUs: number;
  };
  readonly decided: number;
  readonly correct: number;
  /** correct / decided; `null` when nothing was decided. */
  readonly accuracy: number | null;
  /** Wilson interval at 95 %, for reading only. */
  readonly accuracyInterval: readonly [number, number] | null;
  readonly undecidable: number;
  /** decided / (accepted + rejected); `null` when nothing was answered. */
  readonly resolution: number | null;
  readonly trueAccepts: number;
  readonly trueRejects: number;
  readonly falseAccepts: number;
  readonly falseRejects: number;
  readonly wrongReasons: number;
  /** Refusals that said to come back at a time at which there is surely no room yet. */
  readonly earlyPromises: number;
  readonly nearEdge: number;
  readonly history: 'valid' | 'invalid' | 'unknown';
  readonly marginUs: number | null;
  readonly keys: {
    readonly valid: number;
    readonly invalid: number;
    readonly unknown: number;
    readonly vacuous: number;
    /** Complete up to 10 000 keys. */
    readonly results: readonly {
      readonly key: string;
      readonly history: 'valid' | 'invalid' | 'unknown';
      /** Of a key without an explanation: how many answers, in order of sending, still had one. */
      readonly explainedAnswers?: number;
    }[];
  };
  /** Proven violations only: what the server is accused of. */
  readonly violationCount: number;
  /** Suspicions that prove nothing by themselves. */
  readonly unproven: { readonly nearEdge: number; readonly conditional: number };
  /** The first 100, proven ones first; all of them are in `violations/`. */
  readonly violations: readonly ReportedViolation[];
  readonly notes: readonly string[];
  /**
   * What right answers show of the limit, `null` where they show nothing: refused until at least this
   * long after an accept, accepted from at most this long after one.
   */
  readonly shown: { readonly refusesUntilUs: number | null; readonly acceptsFromUs: number | null };
  /** The least time between two accepts on one key; `null` for a model that is more than a cooldown. */
  readonly limitUs: number | null;
  /** The fields that make the key the limit is counted on; empty: one key for all. */
  readonly per: readonly string[];
  /** Pairs of answered actions that met on one free key at one instant: where races can be seen. */
  readonly meetings: number;
  readonly races: RacesSeen;
}

/** Races that were looked for, and what was seen. */
export interface RacesSeen extends Pooled {
  /** Proven violations among actions that met. */
  readonly violations: number;
  /** How many pairs had met by the first of them; `null` where there is none. */
  readonly firstAfter: number | null;
}
