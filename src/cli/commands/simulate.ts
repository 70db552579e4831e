import { Command } from 'commander';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface SimulateFlags extends ScenarioFlags {
  readonly bug?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `turnwise simulate`: the same plan in virtual time, against the behaviour of a reference server. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description('play the same plan in virtual time, against the behaviour of a reference server')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addScenarioFlags(command)
    .option('--bug <name>', 'with this known bug of the reference server')
    .option('--json', 'the report on stdout as JSON, all else on stderr')
    .option('--quiet', 'only the report')
    .option('--no-color', 'plain text')
    .action(async (ref: string, flags: SimulateFlags) =>
      (await import('../actions/simulate.js')).simulateScenario(ref, flags),
    );
}
