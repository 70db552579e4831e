import { Command } from 'commander';
import { addBaselineFlag, type BaselineFlags } from '../baseline.js';
import { addOutputFlags, type OutputFlags } from '../output-flags.js';
import { addMetricsFlags, type MetricsFlags } from '../metrics-flags.js';
import { addRepeatFlag, type RepeatFlags } from '../repeat-flag.js';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';
import { addThresholdFlags, type ThresholdFlags } from '../threshold-flags.js';

export interface RunFlags
  extends ScenarioFlags, ThresholdFlags, RepeatFlags, OutputFlags, BaselineFlags, MetricsFlags {
  readonly bug?: string;
  readonly out: string;
  readonly trace?: string;
}

/** `turnwise run`: play it, judge it, report it. */
export function runCommand(): Command {
  const command = new Command('run')
    .description('play a scenario against a server, judge every answer, report')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addBaselineFlag(
    addOutputFlags(
      addMetricsFlags(addRepeatFlag(addThresholdFlags(addScenarioFlags(command))))
        .option('--bug <name>', 'start the reference server with this known bug')
        .option('--out <dir>', 'where run folders are made', 'runs')
        .option('--trace <user>', "print one user's raw traffic, decoded outcomes and windows, e.g. u7"),
    ),
  ).action(async (ref: string, flags: RunFlags) => (await import('../actions/run.js')).run(ref, flags));
}
