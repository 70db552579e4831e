import type { DeliveryViolation, Reach, RoomReach, SlowReceiver } from '../oracle/delivery/verdict.js';
import type { OutcomeKind } from '../history/outcome.js';
import type { Latency } from './report.js';

/** What arrived of what was broadcast. Counts are pairs of action and connection. */
export interface DeliveryReport {
  /** Accepted actions that were broadcast. */
  readonly broadcasts: number;
  /** Actions that may have been: nobody knows whether they were accepted. */
  readonly perhaps: number;
  /** Broadcasts that arrived, copies among them. */
  readonly receipts: number;
  /** Of no action of this run: left out. */
  readonly strangers: number;
  readonly reach: Reach;
  /** The first 100 by name. */
  readonly rooms: readonly RoomReach[];
  readonly missing: number;
  readonly duplicates: number;
  readonly leaks: number;
  readonly phantoms: number;
  readonly outOfOrder: number;
  /** Did not come, and nobody can tell whether it had to. */
  readonly undecided: number;
  /** From the send until the first got it, until the last did, between the two, and of each receipt. */
  readonly latency: Readonly<Record<'first' | 'last' | 'spread' | 'each', Latency>>;
  /** The five connections with the highest 95th percentile. */
  readonly slowest: readonly SlowReceiver[];
  /** One for each action and kind of fault. */
  readonly violationCount: number;
  /** The first 100, in order of sending. */
  readonly violations: readonly ReportedDelivery[];
  /** Why nothing can be said; `null` when something can. */
  readonly void: string | null;
  readonly notes: readonly string[];
}

export interface ReportedDelivery {
  readonly kind: DeliveryViolation['kind'];
  readonly rooms: readonly string[];
  /** Connections, the first 20. */
  readonly receivers: readonly string[];
  readonly receiverCount: number;
  /** The blamed one last. */
  readonly actions: readonly {
    readonly id: string | number;
    readonly user: string;
    readonly resource: string;
    readonly action: string | null;
    readonly sentAtUs: number | null;
    readonly settledAtUs: number | null;
    readonly outcome: OutcomeKind;
  }[];
  readonly because: string;
  readonly atUs: number;
}
