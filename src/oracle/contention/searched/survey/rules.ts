/** Takes states in: those in which a limiter counts `mode` and remembers an instant in the closed `[loUs, hiUs]`. */
export type Sink = (mode: number, loUs: number, hiUs: number) => void;

/** One decision: how it went, somewhere in the closed `[fromUs, toUs]`. */
export interface Decision {
  /** Whether it was accepted, else it was refused. */
  isAccept: boolean;
  fromUs: number;
  toUs: number;
  cost: number;
}

/**
 * A limiter that remembers no more than one instant and one count, so that what it may remember is a few
 * intervals. Both moves are exact for one decision by itself; that instants ascend is for the caller to see to.
 */
export interface SurveyRules {
  /** Whether attempts of that cost can be followed. */
  knows(cost: number): boolean;
  /** The states a key can begin in. */
  begin(pastUntilUs: number | null, sink: Sink): void;
  /** All the states there are. */
  everything(sink: Sink): void;
  /** Where a decision leads from some states. */
  after(decision: Decision, mode: number, loUs: number, hiUs: number, sink: Sink): void;
  /** From where a decision leads to some of these states. */
  before(decision: Decision, mode: number, loUs: number, hiUs: number, sink: Sink): void;
}
