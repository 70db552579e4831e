import type { Command } from 'commander';

/** The flags that say how a report is shown, and where else it is written; the same wherever there is one. */
export interface OutputFlags {
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** Adds the output flags to a command. */
export function addOutputFlags(command: Command): Command {
  return command
    .option('--json', 'the report on stdout as JSON, all else on stderr')
    .option('--junit <file>', 'also write JUnit XML here')
    .option('--html <file>', 'also write the HTML report here')
    .option('--quiet', 'only the report')
    .option('--no-color', 'plain text');
}
