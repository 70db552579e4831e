import type { HistoryEvent } from '../history/action.js';
import type { Outcome } from '../history/outcome.js';
import type { Step } from '../plan/plan.js';

/** What live views and the journal see of a run, as it happens. */
export type RunEvent =
  /** All are connected; what the plan calls 0 is this instant of the run's clock. */
  | { readonly kind: 'started'; readonly originUs: number }
  | { readonly kind: 'sent'; readonly step: Step; readonly sentAtUs: number; readonly connection: string }
  | {
      readonly kind: 'settled';
      readonly step: Step;
      /** `null` for dropped. */
      readonly sentAtUs: number | null;
      /** `null` for unknown and dropped. */
      readonly settledAtUs: number | null;
      readonly outcome: Outcome;
      readonly connection: string;
    }
  /** The timeout has passed: unknown so far. A late answer still settles it; the run's end settles it as unknown. */
  | { readonly kind: 'overdue'; readonly step: Step }
  /** The broadcast of an action (`Step.id`) arrived on a connection. */
  | {
      readonly kind: 'received';
      readonly action: number;
      readonly connection: string;
      readonly atUs: number;
      /** `null` where the message does not say. */
      readonly room: string | null;
    }
  /** A number of the scenario's own, or how long a hook took (`hook`, in microseconds). */
  | {
      readonly kind: 'measured';
      readonly metric: string;
      readonly of: 'counter' | 'trend' | 'rate' | 'hook';
      readonly value: number;
      readonly group: string | null;
    }
  | { readonly kind: 'event'; readonly event: HistoryEvent };
