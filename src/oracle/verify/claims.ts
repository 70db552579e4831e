import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt } from '../../models/model.js';
import type { Length } from './readings.js';

/** The fields of a key as a row has them; `null` where it lacks one. */
export type KeyFields = readonly (string | null)[];

/**
 * What a certificate says of itself. It claims: were each action decided by a correct limiter at the
 * instant given here, on each key in the order of the lines, then every answer in the history would
 * be what was seen. It claims nothing of reasons, retry times or tokens.
 */
export interface CertificateHeader {
  /** The version of the format. */
  readonly certificate: 1;
  readonly model: { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> };
  readonly assumptions: Assumptions;
  /** The digest of the history it belongs to, e.g. `sha256:…`. */
  readonly history: string;
  /** How many actions were sent. */
  readonly actions: number;
}

/** One action: when it was decided, and how; both `null`: it never ran, or has not yet. */
export interface DecisionClaim {
  readonly kind: 'decision';
  readonly id: string | number;
  readonly decidedAtUs: number | null;
  readonly decision: 'accept' | 'reject' | null;
  /** The limiter went by its shortest or longest lengths here; absent: by those that were declared. */
  readonly by?: Length;
}

/** Somebody unseen tried the key: before the first window where the past is unknown, at any time where others use it. */
export interface UnseenClaim {
  readonly kind: 'unseen';
  readonly key: KeyFields;
  readonly unseenAtUs: number;
  readonly attempt?: Partial<Attempt>;
}

/** Where the model leaves open when a window by the clock begins: when one does, on this key. Comes before its decisions. */
export interface OriginClaim {
  readonly kind: 'origin';
  readonly key: KeyFields;
  readonly originUs: number;
}

/** No instants are claimed on this key, and why not. */
export interface GivenUp {
  readonly kind: 'without';
  readonly key: KeyFields;
  readonly without: string;
}

export type Claim = DecisionClaim | UnseenClaim | OriginClaim | GivenUp;

/** Instants that make sense of a history. On each key they never go back in the order of the claims. */
export interface Certificate {
  readonly header: CertificateHeader;
  readonly claims: readonly Claim[];
}

/** What a check came to. Sentences are complete and name the action or the key. */
export type Verification =
  /** The certificate explains the history; `without`: keys it says nothing of. */
  | {
      readonly kind: 'verified';
      readonly actions: number;
      readonly without: readonly GivenUp[];
    }
  /** The first thing that is wrong; `claim`: the index of the claim, `null` when it is about what is missing. */
  | { readonly kind: 'wrong'; readonly because: string; readonly claim: number | null }
  /** It was made for something else. */
  | { readonly kind: 'foreign'; readonly because: string }
  /** Nothing is known against it, but this verifier cannot tell. */
  | { readonly kind: 'not-verifiable'; readonly because: string };
