/** What the judge of deliveries says of a run. */
export interface DeliveryVerdict {
  /** Accepted actions that were broadcast to some room. */
  readonly broadcasts: number;
  /** Actions that may have been broadcast: nobody knows whether they were accepted. */
  readonly perhaps: number;
  /** Broadcasts that arrived, of whatever action. */
  readonly receipts: number;
  /** Broadcasts of no action of this run, or from before it was sent: somebody else's, and left out. */
  readonly strangers: number;
  /** Of all broadcasts of accepted actions. */
  readonly reach: Reach;
  /** By room, in order of their names; a connection that is due in two rooms counts in both. */
  readonly rooms: readonly RoomReach[];
  /** Proven faults, counted in pairs of action and receiver; for `order: total` in rooms. */
  readonly counts: Readonly<Record<DeliveryViolation['kind'], number>>;
  /** Pairs of action and connection of which nobody can tell whether the broadcast was due, and it did not come. */
  readonly undecided: number;
  /** One for each action and kind, in order of sending. */
  readonly violations: readonly DeliveryViolation[];
  readonly latency: DeliveryLatency;
  /** The five connections with the highest 95th percentile, worst first. */
  readonly slowest: readonly SlowReceiver[];
  /** Why nothing can be said at all; `null` when something can. */
  readonly void: string | null;
  readonly notes: readonly string[];
}

/**
 * How many got what was theirs, counted in pairs of action and connection. Nobody can know in every case who
 * was a member at the instant of the broadcast, so there are bounds: `least` is the share that got it if all
 * who may have been members and got nothing were members, `most` if none of them was.
 */
export interface Reach {
  /** Surely members from before the send to the quiet end: it was due to them. */
  readonly expectedLeast: number;
  /** With those that may have been members at some instant of that time. */
  readonly expectedMost: number;
  /** Of `expectedMost`, those that got it. */
  readonly received: number;
  /** Of `expectedLeast`, those that got it. */
  readonly receivedOfLeast: number;
  /** `null` where nobody was expected. */
  readonly least: number | null;
  readonly most: number | null;
}

export interface RoomReach extends Reach {
  readonly room: string;
  readonly broadcasts: number;
}

/** A proof that the server broke its word on broadcasts. */
export interface DeliveryViolation {
  readonly kind: 'missing' | 'duplicate' | 'leak' | 'phantom' | 'order';
  /** Rows of the history that prove it, the blamed one last. */
  readonly rows: readonly number[];
  /** The rooms that it went to, or should have. */
  readonly rooms: readonly string[];
  /** Connections, the first twenty by name. */
  readonly receivers: readonly string[];
  /** How many there are of them. */
  readonly receiverCount: number;
  /** One sentence with the numbers in it, true as it stands. */
  readonly because: string;
  /** When the blamed action was sent. */
  readonly atUs: number;
}

/** Microseconds from the send, of broadcasts of accepted actions; a connection counts with its first copy. */
export interface DeliveryLatency {
  /** Until the first got it, action by action. */
  readonly firstUs: Float64Array;
  /** Until the last that got it did. */
  readonly lastUs: Float64Array;
  /** Between the two. */
  readonly spreadUs: Float64Array;
  /** Each receipt, in the order of actions. */
  readonly eachUs: Float64Array;
}

export interface SlowReceiver {
  readonly connection: string;
  readonly receipts: number;
  readonly p95Us: number;
  readonly maxUs: number;
}
