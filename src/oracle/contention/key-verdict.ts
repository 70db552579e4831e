import type { Explained } from '../verdict.js';

/** Something wrong on one key, in rows. */
export interface Fault {
  /** `wrong-reason`: refused in the name of a limit that would have accepted. Only where several limits hold. */
  readonly kind: 'false-accept' | 'false-reject' | 'wrong-reason' | 'no-explanation';
  /** What proves it, the blamed one last. */
  readonly rows: readonly number[];
  readonly marginUs: number;
  readonly isNearEdge: boolean;
  /** For a false reject: when the last action that may have been accepted was over; `-Infinity`: none. */
  readonly idleSinceUs: number;
  /** For a false reject: how many others at most may have counted; left out where counting says nothing. */
  readonly othersMost?: number;
}

/** What the judge found on one key. */
export interface KeyVerdict {
  readonly history: Explained;
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

/** Judges key after key. `outcome` gets one of `outcomes` for each row. */
export interface KeyJudge {
  judge(rows: Int32Array): KeyVerdict;
}

/** How an answer came out, for the rows of one key. */
export const outcomes = { open: 0, undecidable: 1, right: 2, wrong: 3, nearEdge: 4, wrongReason: 5 } as const;
