import { Command } from 'commander';
import { addBaselineFlag, type BaselineFlags } from '../baseline.js';
import { addOutputFlags, type OutputFlags } from '../output-flags.js';
import { addRepeatFlag, type RepeatFlags } from '../repeat-flag.js';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';
import { addThresholdFlags, type ThresholdFlags } from '../threshold-flags.js';

export interface SimulateFlags
  extends ScenarioFlags, ThresholdFlags, RepeatFlags, OutputFlags, BaselineFlags {
  readonly bug?: string;
  readonly out: string;
  readonly shrink?: boolean;
}

/** `turnwise simulate`: the same plan in virtual time, against a behaviour instead of a server. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description(
      "play the same plan in virtual time, against the scenario's own behaviour or that of a reference server",
    )
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addBaselineFlag(
    addOutputFlags(
      addRepeatFlag(addThresholdFlags(addScenarioFlags(command)))
        .option('--bug <name>', 'with this known bug of the reference server')
        .option('--shrink', 'when the server is proven wrong, find the smallest plan that still shows it')
        .option('--out <dir>', 'where run folders are made', 'runs'),
    ),
  ).action(async (ref: string, flags: SimulateFlags) =>
    (await import('../actions/simulate.js')).simulateScenario(ref, flags),
  );
}
