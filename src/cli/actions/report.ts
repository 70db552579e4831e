import { reporters } from '../../reporters/index.js';
import { compareWith } from '../baseline.js';
import { screenOf } from '../screen.js';
import { contentionAgain } from '../stored-contention.js';
import { storedReport } from '../stored-report.js';
import { writeReportAsked } from '../write-asked.js';
import type { ReportFlags } from '../commands/report.js';

/** Renders the reports of a run again. */
export function renderAgain(path: string, flags: ReportFlags): void {
  const report = compareWith(flags)(storedReport(path));
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const text =
    flags.json === true
      ? reporters.json.render(report)
      : reporters.terminal.render(report, { paint: screen.paint });
  screen.print(text);
  const contention = flags.html === undefined ? null : contentionAgain(path, report);
  const drawn = contention === null || typeof contention === 'string' ? {} : { contention };
  writeReportAsked(flags, report, { html: () => reporters.html.render(report, drawn) });
  if (typeof contention === 'string')
    screen.say(`${flags.html ?? ''} has no timeline of actions: ${contention}`);
}
