import { Command } from 'commander';
import { addBaselineFlag, type BaselineFlags } from '../baseline.js';
import { addOutputFlags, type OutputFlags } from '../output-flags.js';

export interface ReportFlags extends OutputFlags, BaselineFlags {}

/** `turnwise report <run>`: renders the reports of a run again. */
export function reportCommand(): Command {
  return addBaselineFlag(
    addOutputFlags(
      new Command('report')
        .description('render the report of a run again')
        .argument('<run>', 'a run folder, e.g. runs/latest, or a report.json'),
    ),
  ).action(async (path: string, flags: ReportFlags) =>
    (await import('../actions/report.js')).renderAgain(path, flags),
  );
}
