/**
 * What the judge takes for granted about the windows it is given. Printed in every report and
 * stored with every run: a verdict is only as good as these.
 */
export interface Assumptions {
  /** A server that reads a clock of this step may decide on a time up to one step old. */
  readonly tickUs: number;
  /** How far the rates of the server's and the generator's clocks may differ. */
  readonly driftPpm: number;
  /** For servers that expire by timers or game ticks: how much early or late a limit may end. */
  readonly graceUs: { readonly early: number; readonly late: number };
  /** The longest time after the send at which a server may still run an unanswered action; `null`: for ever. */
  readonly horizonUs: number | null;
  /** Whether every key starts with no past. */
  readonly initial: 'fresh' | 'unknown';
  /** False when others use the same keys unseen: then nothing must be accepted. */
  readonly exclusive: boolean;
  /** Whether every action that touched the keys is in the history; else only over-admission is judged. */
  readonly complete: boolean;
  /** Whether the limiter's state survives a restart of the server. */
  readonly state: 'durable' | 'perProcess';
  /** `inclusive`: a limit of length C accepts at exactly C. `exclusive`: one microsecond later. */
  readonly boundary: 'inclusive' | 'exclusive';
  /** Proofs thinner than this are near-edge: shown, and not an accusation. */
  readonly minMarginUs: number;
  /** How coarse the recorded times are: both ends of every window widen by it. */
  readonly resolutionUs: number;
  /** A bound on the offset between the clocks of several generator machines. */
  readonly offsetBoundUs: number;
}

/** The defaults for a target nobody vouched for. */
export const defaultAssumptions: Assumptions = {
  tickUs: 1000,
  driftPpm: 1000,
  graceUs: { early: 0, late: 0 },
  horizonUs: null,
  initial: 'unknown',
  exclusive: true,
  complete: true,
  state: 'durable',
  boundary: 'inclusive',
  minMarginUs: 1000,
  resolutionUs: 0,
  offsetBoundUs: 0,
};
