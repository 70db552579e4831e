/** Takes states in: those in which a limiter counts `mode` and remembers an instant in the closed `[loUs, hiUs]`. */
export type Sink = (mode: number, loUs: number, hiUs: number) => void;

/** One decision: how it went, somewhere in the closed `[fromUs, toUs]`. */
export interface Decision {
  /** Whether it was accepted, else it was refused. */
  isAccept: boolean;
  /** Whether nobody saw how it went: as an accept, or as a refusal where that changes anything. */
  isOpen: boolean;
  fromUs: number;
  toUs: number;
  cost: number;
  /** When the first of the others that can be decided later may have been. */
  othersFromUs: number;
}

/**
 * Tells where instants do not matter beyond what is remembered. `leastUs`: what is remembered at least, by
 * costs alone; one answer of at most `mostCost` may be turned round.
 */
export interface Slack {
  /** What is remembered at least after a decision that found so much. */
  leastAfterUs(decision: Decision, leastUs: number): number;
  /** Whether a decision may have come so late that those after it would have to come later still. */
  isLoose(decision: Decision, leastUs: number, mostCost: number): boolean;
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
  /** What is remembered is the instant of the last decision: then nothing else matters. */
  readonly remembersLast?: true;
  /** Whether instants matter beyond what is remembered; left out: they may wherever windows meet. */
  readonly slack?: Slack;
  /** Where a decision leads from some states. */
  after(decision: Decision, mode: number, loUs: number, hiUs: number, sink: Sink): void;
  /** From where a decision leads to some of these states. */
  before(decision: Decision, mode: number, loUs: number, hiUs: number, sink: Sink): void;
}
