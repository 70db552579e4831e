import type { Assumptions } from '../models/assumptions.js';

/** Whether an explanation exists for what was seen: Jepsen's lattice, `invalid > unknown > valid`. */
export type Explained = 'valid' | 'invalid' | 'unknown';

/** What holds for all together: the worst of each, and `valid` where there is nothing. */
export function worstOf(all: readonly Explained[]): Explained {
  if (all.includes('invalid')) return 'invalid';
  return all.includes('unknown') ? 'unknown' : 'valid';
}

/**
 * What the judge says of one action. `true-*`: the observed answer was the only right one.
 * `false-accept` / `false-reject`: the other answer was. `undecidable`: both would have been right.
 * `open`: nothing was observed (unknown, error, dropped).
 */
export const judgements = [
  'open',
  'undecidable',
  'true-accept',
  'true-reject',
  'false-accept',
  'false-reject',
  'wrong-reason',
  'near-edge',
] as const;
/** What became of an action: right or wrong, too close to call (`near-edge`), undecided, or not judged at all. */
export type Judgement = (typeof judgements)[number];

/** A proof that the server broke the model. */
export interface Violation {
  readonly kind:
    | 'false-accept'
    | 'false-reject'
    | 'wrong-reason'
    | 'no-explanation'
    /** The server said to come back at a time at which it still has to refuse. */
    | 'early-promise'
    /** A fencing token that does not exceed the one before. */
    | 'stale-token';
  /** The key in words: `r3`, or `u7 r3` for several fields. */
  readonly key: string;
  /** Rows of the history that prove it, blamed one last. None can be left out: were its answer unknown, an explanation would remain. */
  readonly rows: readonly number[];
  /** One sentence with the numbers in it, true as it stands. */
  readonly because: string;
  /** The steps from the recorded times to the contradiction, where one sentence does not say it all. */
  readonly chain: readonly string[];
  /**
   * How far all windows would have to widen for these rows to prove nothing any more; a whole cooldown
   * where no widening would do.
   */
  readonly marginUs: number;
  /**
   * `proven` counts. `near-edge` is thinner than `minMargin`; `conditional` would need a horizon
   * nobody declared or an assumption nobody made. The last two are shown and inconclusive.
   */
  readonly strength: 'proven' | 'near-edge' | 'conditional';
}

/** The judge's whole answer on a history. */
export interface Verdict {
  readonly model: string;
  readonly assumptions: Assumptions;
  readonly history: Explained;
  readonly decided: number;
  readonly correct: number;
  readonly undecidable: number;
  readonly trueAccepts: number;
  readonly trueRejects: number;
  readonly falseAccepts: number;
  readonly falseRejects: number;
  readonly wrongReasons: number;
  readonly nearEdge: number;
  /** The largest margin of a proven violation; `null` when there is none. */
  readonly marginUs: number | null;
  readonly keys: {
    readonly valid: number;
    readonly invalid: number;
    readonly unknown: number;
    /** Keys on which nothing could be decided. */
    readonly vacuous: number;
    readonly results: readonly {
      readonly key: string;
      readonly history: Explained;
      /** Of a key without an explanation: how many answers, in order of sending, still had one; of the first 20 keys. */
      readonly explainedAnswers?: number;
    }[];
  };
  /** All violations found, proven first, in order of time. Reports may cap what they print. */
  readonly violations: readonly Violation[];
  /** Index into `judgements`, one per row of the history. */
  readonly perAction: Uint8Array;
  /** Whether the windows themselves can be trusted; if not, why not. */
  readonly void: string | null;
  readonly notes: readonly string[];
}

/** What a live view can know: verdicts from pairs of windows, never taken back. */
export interface LiveVerdict {
  readonly decided: number;
  readonly correct: number;
  readonly undecidable: number;
  /** Of a cooldown the answers that are wrong; of all else the keys on which not all answers can be right. */
  readonly violations: number;
}
