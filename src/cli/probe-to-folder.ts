import { appendFileSync } from 'node:fs';
import { actionLine } from '../history/action-line.js';
import type { Action } from '../history/action.js';
import type { Findings, ProbeSpec } from '../probe/contract.js';
import { probeOf } from '../probe/probe.js';
import type { Stage } from '../probing/stage.js';
import { probing, type ProbeWatch } from '../probing/probing.js';
import { mapTexts } from '../report/map-texts.js';
import { durationText } from '../report/words.js';
import { columnsMost } from '../reporters/format/paper.js';
import { safeText } from '../reporters/format/safe.js';
import { fit } from '../reporters/format/width.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import { sha256 } from '../playing/sha256.js';
import { probeFiles } from './probe-files.js';
import {
  probeJson,
  probeReportOf,
  reportedCandidate,
  type ProbeFacts,
  type ProbeReport,
} from './probe-report.js';
import { roundLines } from './probe-rounds.js';
import { answersText, candidatesText } from './probe-words.js';
import type { RunFolder } from './run-folder.js';
import type { Screen } from './screen.js';

/** What a probe is asked for besides its spec. */
export interface ProbeRequest {
  readonly facts: ProbeFacts;
  readonly stop: AbortSignal;
  readonly folder: RunFolder;
}

/** Probes a target and leaves history and findings in a folder: the history grows with each round. */
export async function probeToFolder(
  scenario: Scenario,
  spec: ProbeSpec,
  stage: Stage,
  { facts, stop, folder }: ProbeRequest,
  screen: Screen,
): Promise<ProbeReport> {
  folder.write(probeFiles.history, '');
  const path = folder.pathOf(probeFiles.history);
  const clean = (text: string): string => redact(text, scenario.secrets);
  const watch = watching(path, (line) => clean(safeText(line)), screen);
  try {
    const probed = await probing(scenario, probeOf(spec), { stage, stop, watch, digest: sha256 });
    watch.ended();
    const report = mapTexts(probeReportOf(scenario, spec, probed, facts), clean);
    folder.write(probeFiles.findings, probeJson(report));
    return report;
  } finally {
    screen.closePanel();
  }
}

/** Writes each round down, and says what it has shown. */
function watching(
  path: string,
  clean: (line: string) => string,
  screen: Screen,
): ProbeWatch & { readonly ended: () => void } {
  const lines = roundLines();
  const say = (line: string): void => screen.say(fit(clean(line), columnsMost));
  let asked = { number: 0, asks: '' };
  let isAnswered = false;
  return {
    begins({ asks, restUs, steps }, number) {
      asked = { number, asks };
      const rest = restUs < 1_000_000 ? '' : `, after ${durationText(restUs)} of rest`;
      screen.panel([fit(clean(`${number} ${asks}: ${steps.length} to send${rest}`), columnsMost)]);
    },
    played(actions, findings) {
      const all = [...actions];
      appendFileSync(path, all.map((action) => `${actionLine(action)}\n`).join(''));
      const counts = countsOf(all);
      isAnswered ||= counts.accepted + counts.rejected > 0;
      const known = isAnswered ? knownText(findings) : null;
      lines.played({ ...asked, answers: answersText(counts), known }).forEach(say);
    },
    ended: () => lines.ended().forEach(say),
  };
}

function knownText({ candidates }: Findings): string {
  return candidatesText(candidates.map(reportedCandidate));
}

function countsOf(actions: readonly Action[]) {
  const count = (kind: Action['outcome']): number => actions.filter(({ outcome }) => outcome === kind).length;
  const [accepted, rejected] = [count('accepted'), count('rejected')];
  return { accepted, rejected, others: actions.length - accepted - rejected };
}
