import { Command } from 'commander';

export interface ExportFlags {
  readonly what: string;
  readonly format?: string;
  readonly out?: string;
  readonly quiet?: boolean;
}

const help = `
What there is:
  actions    every action with all its fields, and what the judge says of it where turnwise can judge again;
             as NDJSON it is what turnwise check reads: turnwise check actions.ndjson
  timeline   the run in slices of time
  resources  users  groups  phases    a row each, with counts, accuracy and latency
  receipts   every broadcast that arrived
  events     connections, phases, faults, readings of state

Times are whole microseconds since the run's beginning. In CSV a text that a spreadsheet would run as a
formula gets an apostrophe before it; NDJSON has every text as it was.

Examples:
  turnwise export runs/latest > actions.ndjson
  turnwise export runs/latest --what users --format csv --out users.csv`;

/** `turnwise export <run>`: a run as tables for other programs. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'a run as CSV or NDJSON for other programs: its actions, or what the report says by time or name',
    )
    .argument('<run>', 'a run folder, e.g. runs/latest')
    .option(
      '--what <table>',
      'actions, timeline, resources, users, groups, phases, receipts or events',
      'actions',
    )
    .option('--format <format>', 'csv or ndjson (default: by the end of --out, else ndjson)')
    .option('--out <file>', 'write it here instead of to stdout')
    .option('--quiet', 'say nothing of how far it is')
    .addHelpText('after', help)
    .action(async (path: string, flags: ExportFlags) =>
      (await import('../actions/export.js')).exportRun(path, flags),
    );
}
