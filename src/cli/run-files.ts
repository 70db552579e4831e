import type { History } from '../history/history.js';
import { actionLine } from '../history/ndjson.js';
import type { Verdict } from '../oracle/verdict.js';
import { planJsonText } from '../plan/plan-json.js';
import type { Plan } from '../plan/plan.js';
import type { Report } from '../report/report.js';
import { reporters } from '../reporters/index.js';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunFolder } from './run-folder.js';

/** Violations written out one by one; the rest is counted in the report. */
const violationFilesMax = 1000;

/** Writes `plan.json`, piece by piece, so that long plans take no memory. */
export function writePlan(folder: RunFolder, plan: Plan): void {
  const file = openSync(folder.pathOf('plan.json'), 'w');
  try {
    let text = '';
    for (const piece of planJsonText(plan)) {
      text += piece;
      if (text.length < 1 << 16) continue;
      writeSync(file, text);
      text = '';
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Writes the reports of a run and the proof of each violation. `clean` takes secrets out of a text. */
export function writeReports(
  folder: RunFolder,
  played: { readonly report: Report; readonly verdict: Verdict; readonly history: History },
  clean: (text: string) => string,
): void {
  folder.write('report.json', clean(reporters.json.render(played.report)));
  folder.write('report.html', clean(reporters.html.render(played.report)));
  folder.write('junit.xml', clean(reporters.junit.render(played.report)));
  played.verdict.violations.slice(0, violationFilesMax).forEach((violation, index) => {
    const lines = violation.rows.map((row) => actionLine(played.history.actionAt(row)));
    folder.write(`violations/${index + 1}.ndjson`, clean(`${lines.join('\n')}\n`));
  });
}
