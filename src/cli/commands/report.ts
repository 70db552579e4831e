import { Command } from 'commander';

export interface ReportFlags {
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly color: boolean;
}

/** `turnwise report <run>`: renders the reports of a run again. */
export function reportCommand(): Command {
  return new Command('report')
    .description('render the report of a run again')
    .argument('<run>', 'a run folder, e.g. runs/latest, or a report.json')
    .option('--json', 'the report as JSON')
    .option('--junit <file>', 'write JUnit XML')
    .option('--html <file>', 'write the HTML report')
    .option('--no-color', 'plain text')
    .action(async (path: string, flags: ReportFlags) =>
      (await import('../actions/report.js')).renderAgain(path, flags),
    );
}
