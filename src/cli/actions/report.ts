import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLaterKeys } from '../../report/older.js';
import type { Report } from '../../report/report.js';
import { reporters } from '../../reporters/index.js';
import { Problem } from '../../scenario/problem.js';
import { screenOf } from '../screen.js';
import { contentionAgain } from '../stored-contention.js';
import { writeReportAsked } from '../write-asked.js';
import type { ReportFlags } from '../commands/report.js';

/** Renders the reports of a run again. */
export function renderAgain(path: string, flags: ReportFlags): void {
  const report = storedReport(path);
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

/** The report of a run folder, or of a file. @throws Problem where there is none. */
export function storedReport(path: string): Report {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'report.json') : path;
  if (!existsSync(file)) throw new Problem(`there is no report in ${path}; a run folder holds report.json`);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    if (report.schemaVersion === 1) return withLaterKeys(report);
  } catch (error) {
    throw new Problem(`not JSON: ${(error as Error).message}`, { file });
  }
  throw new Problem('not a turnwise report of version 1', { file });
}
