/** A demand on a number of the report. Numbers are in the unit of the metric: microseconds, shares of 1, counts. */
export interface Threshold {
  /** As written: `latency.accepted.p95 < 200ms`. */
  readonly text: string;
  /** A name of the catalogue: `latency.accepted.p95`. */
  readonly metric: string;
  /** What is demanded, as written: `< 200ms`. */
  readonly expression: string;
  readonly demand: Demand;
  /** Whose number; `null`: that of the whole run. */
  readonly scope: ThresholdScope | null;
  /** Stops the run as soon as it surely fails, not before so long into it; `null`: it is looked at in the end. */
  readonly abortAfterUs: number | null;
}

export type Demand =
  | {
      readonly kind: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
      readonly value: number;
    }
  /** Both ends included. */
  | { readonly kind: 'within'; readonly least: number; readonly most: number };

export interface ThresholdScope {
  readonly by: 'group' | 'phase' | 'resource' | 'user';
  /** `null`: each of them. */
  readonly name: string | null;
}
