import { join } from 'node:path';
import type { StoredModel } from '../models/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { commandLine } from './command-line.js';
import type { ProbeFlags } from './commands/probe.js';
import type { ProbeReport } from './probe-report.js';
import { probeFiles } from './probe-files.js';
import { writtenModel } from './written-model.js';

/** How a probe was started, and where its files are. */
export interface Probing {
  readonly ref: string;
  readonly flags: ProbeFlags;
  readonly folder: string;
}

/** What to do with the findings: sentences, and commands as a shell takes them. */
export function nextSteps(report: ProbeReport, scenario: Scenario, probing: Probing): readonly string[] {
  const { verdict, candidates, declared } = report;
  const [found] = candidates;
  const shown = verdict === 'impossible' ? declared : (found?.model ?? declared);
  const evidence = shown?.paste == null ? [] : [evidenceCommand(shown, scenario, probing)];
  switch (verdict) {
    case 'possible':
      return ['the scenario may stay as it is; a run tests it far harder:', runCommand(probing)];
    case 'impossible':
      return [
        ...(found?.model.paste == null
          ? []
          : ['if this is what the server should do, paste it and run:', runCommand(probing)]),
        ...(evidence.length === 0
          ? []
          : ['if not, this shows which answers the declared limit cannot give:', ...evidence]),
      ];
    case 'untold':
      return [
        'ask more: --max-actions, --max-duration, --longest, --users, --resources',
        ...(evidence.length === 0 ? [] : ['look at what was seen:', ...evidence]),
      ];
  }
}

function runCommand({ ref, flags }: Probing): string {
  const { target, bug } = flags;
  return commandLine([
    flags.simulate === true ? 'simulate' : 'run',
    ref,
    ...(target === undefined ? [] : ['--target', target]),
    ...(bug === undefined || flags.simulate !== true ? [] : ['--bug', bug]),
  ]);
}

function evidenceCommand(model: StoredModel, { assumptions }: Scenario, { folder }: Probing): string {
  return commandLine([
    'check',
    join(folder, probeFiles.history),
    ...(assumptions.initial === 'fresh' ? [] : ['--initial', 'unknown']),
    ...(assumptions.exclusive ? ['--complete'] : ['--shared']),
    '--model',
    JSON.stringify(writtenModel(model)),
  ]);
}
