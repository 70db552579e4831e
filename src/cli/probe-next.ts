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
  if (report.answers === 0) return silentSteps(report, scenario, probing);
  const [found] = candidates;
  const shown = verdict === 'impossible' ? declared : (found?.model ?? declared);
  const evidence = shown?.paste == null ? [] : [evidenceCommand(shown, scenario, probing)];
  switch (verdict) {
    case 'possible':
      return ['The scenario may stay as it is; a run tests it far harder:', runCommand(probing)];
    case 'impossible':
      return [
        ...(found?.model.paste == null
          ? []
          : ['If this is what the server should do, paste it and run:', runCommand(probing)]),
        ...(evidence.length === 0
          ? []
          : [`${found?.model.paste == null ? 'This' : 'If not, this'} ${shows}`, ...evidence]),
      ];
    case 'untold':
      return [
        'Ask more: --max-actions, --max-duration, --longest, --users, --resources',
        ...(evidence.length === 0 ? [] : ['Look at what was seen:', ...evidence]),
      ];
  }
}

const shows = 'shows which answers the declared limit cannot give:';

/** Where nothing was seen there is nothing to check either. */
function silentSteps(
  { ended, actions }: ProbeReport,
  scenario: Scenario,
  probing: Probing,
): readonly string[] {
  if (!scenario.assumptions.exclusive)
    return ['A probe needs users and resources that nobody else uses: give it names of its own.'];
  if (ended === 'nobody-connected')
    return ['Check the address, the namespace or path, and the credentials, then ask again.'];
  if (ended === 'interrupted') return ['Let it go on until the first answers are there.'];
  if (actions === 0 || probing.flags.simulate === true)
    return ['Check what the scenario says of users and wire.'];
  const [user = 'u0'] = scenario.userNames;
  return [
    'See what the server really answers, with one user:',
    runCommand(probing, ['--users', '1', '--steps', '2', '--trace', user]),
  ];
}

function runCommand({ ref, flags }: Probing, more: readonly string[] = []): string {
  const { target, bug } = flags;
  return commandLine([
    flags.simulate === true ? 'simulate' : 'run',
    ref,
    ...(target === undefined ? [] : ['--target', target]),
    ...(bug === undefined ? [] : bugWords(bug, flags)),
    ...more,
  ]);
}

/** Only a simulation has a flag for it. */
function bugWords(bug: string, { simulate }: ProbeFlags): readonly string[] {
  return simulate === true ? ['--bug', bug] : ['--set', `target.bug=${bug}`];
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
