import type { Verdict } from '../oracle/verdict.js';
import type { HookFailures } from './causes.js';
import type { LimitTraits } from './limit-words.js';
import type { Report } from './report.js';

/** All that the verdict of a run depends on. */
export interface RunEvidence {
  readonly verdict: Verdict;
  readonly oracle: Report['oracle'];
  readonly limit: LimitTraits;
  /** Whether another tool recorded the history. */
  readonly isLog: boolean;
  readonly delivery: Report['delivery'];
  readonly state: Report['state'];
  readonly counts: Report['actions'];
  readonly connections: Report['connections'];
  readonly harness: Report['harness'];
  readonly actionReasons: Report['actionReasons'];
  /** Hooks of sessions that failed; `null`: none. */
  readonly failedHooks: HookFailures | null;
  /** Of the stranded, those who never had a connection. */
  readonly neverIn: { readonly users: number; readonly actions: number };
  /** How the server ended, with its last words, if nobody ended it; `null`: it did not, or nobody knows. */
  readonly serverDied: string | null;
  readonly thresholds: Report['thresholds'];
  readonly minResolution: number;
  readonly prove: 'both' | 'accepts' | 'rejects';
  readonly interrupted: boolean;
  /** Actions that count as sent because they may have been: the history broke off before it said so. */
  readonly maybeSent: number;
  /** What would have to be judged for a pass, and cannot be, in sentences. */
  readonly unjudged: readonly string[];
  /** False when the history broke off: the process that wrote it died. */
  readonly complete: boolean;
}
