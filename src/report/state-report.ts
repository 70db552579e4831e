/** What the server's state said of what it had accepted. */
export interface StateReport {
  readonly checks: readonly {
    readonly name: string;
    readonly kind: 'number' | 'members';
    /** How often it was read, and how often it could not be. */
    readonly readings: number;
    readonly unread: number;
    /** Why the last of those failed: hostile text. */
    readonly unreadBecause: string | null;
    readonly keys: number;
    /** Values that were compared with what was accepted, and those of which only one would have been right. */
    readonly compared: number;
    readonly exact: number;
    /** Keys and members that no action of the run was about: nothing is said of them. */
    readonly strangers: number;
    /** Why nothing can be told; `null` where something can. */
    readonly doubt: string | null;
    readonly violations: number;
  }[];
  readonly violationCount: number;
  /** The first 100, check by check. */
  readonly violations: readonly {
    readonly check: string;
    readonly kind: 'lost-update' | 'double-count' | 'lost-member' | 'phantom-member' | 'broken-invariant';
    readonly key: string;
    readonly member: string | null;
    /** What was read, and what it could have been. Of members: 1 is there, 0 is not. */
    readonly value: number;
    readonly least: number;
    readonly most: number;
    /** When the answer had arrived. */
    readonly atUs: number;
    readonly because: string;
  }[];
}
