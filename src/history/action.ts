import type { OutcomeKind } from './outcome.js';

/**
 * One action as it is stored and exchanged: a line of NDJSON, a row of the columns.
 * Times are integer microseconds since the origin of the run, on the generator's monotonic clock.
 */
export interface Action {
  readonly id: string | number;
  readonly user: string;
  readonly resource: string;
  readonly step: number;
  readonly intendedAtUs: number;
  /** Read before the emit and rounded down. `null` for an action that never left (`dropped`). */
  readonly sentAtUs: number | null;
  /**
   * Read first thing in the answer and rounded up. For `unknown`: the last instant at which the
   * server may still have acted, `null` when that is open.
   */
  readonly settledAtUs: number | null;
  readonly outcome: OutcomeKind;
  /** What is done: `act` unless the scenario names kinds (acquire, renew, release, ...). */
  readonly action?: string;
  readonly reason?: string;
  readonly retryAfterMs?: number;
  /** The server's own decision instant, if its answer carried one. Trusted only when asked for. */
  readonly serverAtUs?: number;
  readonly cost?: number;
  /** Changes with every reconnect: order on a connection never crosses ids. */
  readonly connection?: string;
  readonly node?: string;
  readonly group?: string;
  readonly phase?: string;
  readonly value?: string;
  /** Fencing token. */
  readonly token?: number;
  /** Which generator's clock the times are on. */
  readonly machine?: string;
}

/** The fields a limit may be counted on (`per:`), besides `all`. */
export const keyFields = [
  'user',
  'resource',
  'action',
  'connection',
  'node',
  'group',
  'phase',
  'value',
  'machine',
] as const;
/** What a limit may be counted on: `user`, `resource` and whatever else is kept of an action as a text. */
export type KeyField = (typeof keyFields)[number];

/** Something that happened in a run besides actions, and that the judge or the report must know. */
export type HistoryEvent =
  | { readonly kind: 'phase-started'; readonly atUs: number; readonly phase: string }
  | {
      readonly kind: 'connection-opened';
      readonly atUs: number;
      readonly user: string;
      readonly connection: string;
      readonly connectUs: number;
    }
  | {
      readonly kind: 'connection-failed';
      readonly atUs: number;
      readonly user: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'connection-lost';
      readonly atUs: number;
      readonly user: string;
      readonly connection: string;
      readonly reason: string;
    }
  /** Answers on this connection may have gone to the wrong actions: all of them, from its first one on. */
  | {
      readonly kind: 'connection-untrusted';
      readonly atUs: number;
      readonly connection: string;
      readonly reason: string;
    }
  | { readonly kind: 'server-restarted'; readonly atUs: number; readonly node?: string }
  /**
   * A connection is a member of a room: perhaps from `askedAtUs` on, surely from `atUs` on. Where asking failed or
   * was never done, that is `Number.MAX_SAFE_INTEGER`; so it is with leaving.
   */
  | {
      readonly kind: 'room-joined';
      readonly user: string;
      readonly connection: string;
      readonly room: string;
      readonly askedAtUs: number;
      readonly atUs: number;
    }
  /** No member any more: perhaps from `askedAtUs` on, surely from `atUs` on. A lost connection leaves all its rooms. */
  | {
      readonly kind: 'room-left';
      readonly user: string;
      readonly connection: string;
      readonly room: string;
      readonly askedAtUs: number;
      readonly atUs: number;
    }
  /** What the server said of its state when it was asked: it looked somewhere between `askedAtUs` and `atUs`. */
  | {
      readonly kind: 'state-read';
      readonly check: string;
      readonly askedAtUs: number;
      readonly atUs: number;
      /** By key: a number, or the names of members. */
      readonly values: Readonly<Record<string, number | readonly string[]>>;
    }
  | { readonly kind: 'state-unread'; readonly check: string; readonly atUs: number; readonly reason: string }
  /** A user has closed its open connection itself, before the run was over. */
  | {
      readonly kind: 'connection-closed';
      readonly atUs: number;
      readonly user: string;
      readonly connection: string;
    }
  /** Trouble that the run itself made: in words, and how many users it was made for. */
  | {
      readonly kind: 'fault';
      readonly atUs: number;
      readonly fault: string;
      readonly text: string;
      readonly users?: number;
      /** When it was over; absent: nobody knows, or it only had a beginning. */
      readonly untilUs?: number;
      /** Names of the users that it was made for; absent: it may have touched anybody. */
      readonly userNames?: readonly string[];
    }
  /** A hook of a user's session threw, or waited in vain. */
  | {
      readonly kind: 'hook-failed';
      readonly atUs: number;
      readonly user: string;
      readonly hook: string;
      readonly reason: string;
    }
  /** A hook kept the event loop to itself: everything else waited. */
  | {
      readonly kind: 'hook-blocked';
      readonly atUs: number;
      readonly user: string;
      readonly hook: string;
      readonly blockedUs: number;
    }
  /** Broadcasts may have come on this connection, or not have come, and could not be read: nothing is missing there. */
  | {
      readonly kind: 'broadcast-unread';
      readonly atUs: number;
      readonly connection: string;
      readonly reason: string;
    }
  /** What the server, or the machine under it, says of itself. */
  | {
      readonly kind: 'server-sample';
      readonly atUs: number;
      readonly source: 'health' | 'process';
      readonly values: Readonly<Record<string, number>>;
    }
  /** All that had come and gone on all connections so far, in bytes, and how many of them were open. */
  | {
      readonly kind: 'traffic';
      readonly atUs: number;
      readonly bytesIn: number;
      readonly bytesOut: number;
      readonly open: number;
    }
  | { readonly kind: 'note'; readonly atUs: number; readonly text: string }
  | { readonly kind: 'clock-untrusted'; readonly atUs: number; readonly reason: string }
  | { readonly kind: 'finished'; readonly atUs: number; readonly how: 'completed' | 'interrupted' };
