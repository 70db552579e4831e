import type { Command } from 'commander';
import type { FileFlags } from './write-asked.js';

/** How a result is shown; the same wherever there is one. */
export interface ShownFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** The flags that say how a report is shown, and where else it is written; the same wherever there is one. */
export interface OutputFlags extends ShownFlags, FileFlags {}

/** Adds the output flags of a report to a command. */
export function addOutputFlags(command: Command): Command {
  return addShownFlags(addFileFlags(command));
}

/** Adds the flags that say where a report is written besides. */
export function addFileFlags(command: Command): Command {
  return command
    .option('--junit <file>', 'also write JUnit XML here, for the tests of a CI job')
    .option('--html <file>', 'also write the HTML report here')
    .option('--markdown <file>', 'also write Markdown here, for the summary of a CI job')
    .option('--openmetrics <file>', 'also write OpenMetrics here, for Prometheus and dashboards');
}

/** Adds the flags that say how a result is shown; `what` is shown where it is no report. */
export function addShownFlags(command: Command, what = 'report'): Command {
  return command
    .option('--json', `the ${what} on stdout as JSON, all else on stderr`)
    .option('--quiet', `only the ${what}`)
    .option('--no-color', 'plain text');
}
