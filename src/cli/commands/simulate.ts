import { Command } from 'commander';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface SimulateFlags extends ScenarioFlags {
  readonly bug?: string;
  readonly out: string;
  readonly shrink?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `turnwise simulate`: the same plan in virtual time, against a behaviour instead of a server. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description(
      "play the same plan in virtual time, against the scenario's own behaviour or that of a reference server",
    )
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addScenarioFlags(command)
    .option('--bug <name>', 'with this known bug of the reference server')
    .option('--shrink', 'when the server is proven wrong, find the smallest plan that still shows it')
    .option('--out <dir>', 'where run folders are made', 'runs')
    .option('--json', 'the report on stdout as JSON, all else on stderr')
    .option('--junit <file>', 'also write JUnit XML here')
    .option('--html <file>', 'also write the HTML report here')
    .option('--quiet', 'only the report')
    .option('--no-color', 'plain text')
    .action(async (ref: string, flags: SimulateFlags) =>
      (await import('../actions/simulate.js')).simulateScenario(ref, flags),
    );
}
