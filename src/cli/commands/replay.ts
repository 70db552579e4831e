import { Command } from 'commander';
import { collect } from '../collect.js';
import { addMetricsFlags, type MetricsFlags } from '../metrics-flags.js';
import { addOutputFlags, type OutputFlags } from '../output-flags.js';
import { addThresholdFlags, type ThresholdFlags } from '../threshold-flags.js';

export interface ReplayFlags extends ThresholdFlags, OutputFlags, MetricsFlags {
  readonly target?: string;
  readonly scenario?: string;
  readonly set?: readonly string[];
  readonly envFile?: string;
  readonly out: string;
  readonly trace?: string;
}

const help = `
Who acts on what and when comes from the run's plan.json, exactly; target, wire, transport and model come
from its scenario, loaded again with the flags of then. Where the scenario has changed since, nothing is
played, because that would be another test: name it with --scenario to play the old steps with it as it is
now. A run of turnwise simulate is simulated again.`;

/** `turnwise replay <run>`: plays a stored plan again. */
export function replayCommand(): Command {
  const command = new Command('replay')
    .description('play the stored plan of a run again, the very same steps, and judge it the same way')
    .argument('<run>', 'a run folder, e.g. runs/latest')
    .option('--target <url>', 'play it against another server')
    .option('--scenario <file>', 'take everything but the steps from this scenario, changed or not')
    .option('--set <path=value>', 'change a value of the scenario, or give a secret again', collect)
    .option('--env-file <file>', 'variables for ${env:NAME}, one NAME=value a line')
    .option('--out <dir>', 'where run folders are made', 'runs')
    .option('--trace <user>', "print one user's raw traffic, decoded outcomes and windows (not simulated)");
  return addOutputFlags(addMetricsFlags(addThresholdFlags(command)))
    .addHelpText('after', help)
    .action(async (path: string, flags: ReplayFlags) =>
      (await import('../actions/replay.js')).replay(path, flags),
    );
}
