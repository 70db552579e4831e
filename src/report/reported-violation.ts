/** A contradiction between answers and the model, written out for readers who do not have the history. */
export interface ReportedViolation {
  readonly kind: string;
  readonly strength: 'proven' | 'near-edge' | 'conditional';
  readonly key: string;
  readonly actions: readonly ReportedAction[];
  readonly because: string;
  /** The steps from the recorded times to the contradiction, where one sentence does not say it all. */
  readonly chain: readonly string[];
  readonly marginUs: number;
  /**
   * The stretch of time in which the blamed answer (that of the last action) cannot be right, on the clock of the
   * actions, and why: "no accept before 1000 ms after u2's". `null` where no single stretch says it.
   */
  readonly constraint: {
    readonly text: string;
    readonly fromUs: number;
    /** `null`: to the end. */
    readonly untilUs: number | null;
  } | null;
  /** When the blamed action was sent, since the start of the run or of the log; `null` if it never was. */
  readonly atUs: number | null;
}

/** An action of a violation. */
export interface ReportedAction {
  readonly id: string | number;
  readonly user: string;
  readonly resource: string;
  /** What was done, where there is more than one thing to do; `null`: the usual. */
  readonly action: string | null;
  /** What it was sent on: another one after each reconnect; `null`: nobody knows. */
  readonly connection: string | null;
  /** Which node of the target it went to; `null`: nobody knows, or there is only one. */
  readonly node: string | null;
  readonly phase: string | null;
  readonly sentAtUs: number | null;
  readonly settledAtUs: number | null;
  readonly outcome: string;
  readonly reason: string | null;
}
