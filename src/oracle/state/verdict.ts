/** What the server's state says of what it had accepted, check by check. */
export interface StateVerdict {
  readonly checks: readonly CheckVerdict[];
}

export interface CheckVerdict {
  readonly name: string;
  readonly kind: 'number' | 'members';
  /** How often the state was read, and how often it could not be. */
  readonly readings: number;
  readonly unread: number;
  /** Why the last of those failed; `null` where none did. */
  readonly unreadBecause: string | null;
  /** Keys that some action of the run was about. */
  readonly keys: number;
  /** Values that were held against what was accepted: one for each key and reading, for each member where there are members. */
  readonly compared: number;
  /** Those of which only one value would have been right. */
  readonly exact: number;
  /** Keys and members that were read and that no action of the run was about: nothing is said of them. */
  readonly strangers: number;
  /** One for each key, or member: the reading that shows the most. In order of keys. */
  readonly violations: readonly StateViolation[];
  /** Why nothing can be told of the readings there are; `null` where something can. */
  readonly doubt: string | null;
  /** What must be known before the numbers are believed: a state that did not begin where it should have. */
  readonly notes: readonly string[];
}

export interface StateViolation {
  readonly check: string;
  /** Of what was accepted something is not there; of what is there something was not accepted; nothing may change it. */
  readonly kind: 'lost-update' | 'double-count' | 'lost-member' | 'phantom-member' | 'broken-invariant';
  readonly key: string;
  readonly member: string | null;
  /** What was read; for members whether it was there, as 1 or 0, or how often. */
  readonly value: number;
  /** What it could have been at least and at most. */
  readonly least: number;
  readonly most: number;
  readonly askedAtUs: number;
  readonly atUs: number;
  /** One sentence with the numbers in it, true as it stands. */
  readonly because: string;
}
