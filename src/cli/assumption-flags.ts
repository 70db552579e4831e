import { Option, type Command } from 'commander';

/** The flags of `check` that say what the judge may take for granted. */
export interface AssumptionFlags {
  readonly complete?: boolean;
  readonly initial?: 'fresh' | 'unknown';
  readonly tick?: string;
  readonly drift?: string;
  readonly graceEarly?: string;
  readonly graceLate?: string;
  readonly horizon?: string;
  readonly boundary?: 'inclusive' | 'exclusive';
  readonly state?: 'durable' | 'perProcess';
  readonly shared?: boolean;
  readonly minMargin?: string;
  readonly resolution?: string;
  readonly offsetBound?: string;
}

/** Adds them to a command. */
export function addAssumptionFlags(command: Command): Command {
  return command
    .option(
      '--complete',
      'every action that touched the keys is in the file; else only over-admission is judged',
    )
    .addOption(
      new Option('--initial <state>', 'what was before the first action').choices(['fresh', 'unknown']),
    )
    .option('--tick <duration>', "the step of the server's clock, e.g. 1ms; 0 for the exact integer model")
    .option('--drift <ppm>', "how far the clocks' rates may differ, in parts per million")
    .option('--grace-early <duration>', 'how much earlier a limit may end')
    .option('--grace-late <duration>', 'how much later a limit may end')
    .option('--horizon <duration>', 'the longest a server may still run an unanswered action')
    .addOption(
      new Option('--boundary <kind>', 'whether a limit accepts at exactly its length').choices([
        'inclusive',
        'exclusive',
      ]),
    )
    .addOption(
      new Option('--state <kind>', 'whether the state survives a restart').choices(['durable', 'perProcess']),
    )
    .option('--shared', 'others use the same keys unseen')
    .option('--min-margin <duration>', 'proofs thinner than this are near-edge')
    .option('--resolution <duration>', 'how coarse the recorded times are')
    .option('--offset-bound <duration>', 'how far the clocks of several machines may be apart');
}
