import type { Played } from '../playing/play.js';
import { actionLine } from '../history/action-line.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { coreFileOf } from '../oracle/certificate/core-file.js';
import type { Violation } from '../oracle/verdict.js';
import { reporters } from '../reporters/index.js';
import type { RunFolder } from './run-folder.js';

/** Violations written out one by one; the rest is counted in the report. */
const violationFilesMax = 1000;

/** What the first line of a violation's file says of it, under `x-turnwise`. */
export interface CoreHead {
  readonly kind: Violation['kind'];
  readonly because?: string;
  readonly model: { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> };
  readonly assumptions: Assumptions;
  /** Whether these actions alone have no explanation; if not, it takes more of the history than fits in here. */
  readonly isSufficient: boolean;
}

/** What the first line of a whole history says of it, under `x-turnwise`: it is judged as the run was. */
export interface HistoryHead extends Pick<CoreHead, 'model' | 'assumptions' | 'isSufficient'> {
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly minResolution: number;
  readonly prove: 'both' | 'accepts' | 'rejects';
}

/** Writes the reports of a run, and the proof of each violation as a history of its own. */
export function writeReports(folder: RunFolder, played: Played, model: Model): void {
  const { report, verdict } = played;
  folder.write('report.json', reporters.json.render(report));
  folder.write('report.html', reporters.html.render(report, { contention: played.contention() }));
  folder.write('junit.xml', reporters.junit.render(report));
  folder.write('summary.md', reporters.markdown.render(report));
  folder.write('metrics.txt', reporters.openmetrics.render(report));
  verdict.violations.slice(0, violationFilesMax).forEach((violation, index) => {
    const because = report.oracle.violations[index]?.because;
    folder.write(`violations/${index + 1}.ndjson`, coreText(played, model, violation, because));
  });
}

/** A line an action; whose answers were taken away is `unknown`. The first line says how to judge them. */
function coreText(
  { history, verdict }: Played,
  model: Model,
  violation: Violation,
  because: string | undefined,
): string {
  const core = coreFileOf({ model, history, assumptions: verdict.assumptions }, violation);
  const head: CoreHead = {
    kind: violation.kind,
    ...(because === undefined ? {} : { because }),
    model: { name: model.name, parameters: model.parameters },
    assumptions: core.assumptions,
    isSufficient: core.history === 'invalid',
  };
  const lines = core.actions.map(actionLine);
  const first = `${lines[0].slice(0, -1)},"x-turnwise":${JSON.stringify(head)}}`;
  return `${[first, ...lines.slice(1)].join('\n')}\n`;
}
