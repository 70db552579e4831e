import type { Played } from '../play.js';
import { actionLine } from '../history/action-line.js';
import { reporters } from '../reporters/index.js';
import type { RunFolder } from './run-folder.js';

/** Violations written out one by one; the rest is counted in the report. */
const violationFilesMax = 1000;

/** Writes the reports of a run, and the proof of each violation as a history of its own. */
export function writeReports(folder: RunFolder, { report, verdict, history }: Played): void {
  folder.write('report.json', reporters.json.render(report));
  folder.write('report.html', reporters.html.render(report));
  folder.write('junit.xml', reporters.junit.render(report));
  verdict.violations.slice(0, violationFilesMax).forEach((violation, index) => {
    const lines = violation.rows.map((row) => actionLine(history.actionAt(row)));
    folder.write(`violations/${index + 1}.ndjson`, `${lines.join('\n')}\n`);
  });
}
