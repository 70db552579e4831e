import type { ProbeSpec, Round } from './contract.js';
import type { Evidence } from './evidence.js';
import type { Hypothesis } from './hypotheses.js';

/** What a probe knows between two rounds. */
export interface Knowledge {
  readonly spec: ProbeSpec;
  readonly rounds: readonly Round[];
  readonly evidence: Evidence;
  /** `null`: nothing was refused yet, so that nobody knows how many fit. */
  readonly hypotheses: readonly Hypothesis[] | null;
  /** Keys tried in a row without learning anything. */
  readonly idle: number;
  /** Rounds that were only to confirm what is known. */
  readonly confirming: number;
}
