import { Command } from 'commander';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface RunFlags extends ScenarioFlags {
  readonly out: string;
  readonly trace?: string;
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** `turnwise run`: play it, judge it, report it. */
export function runCommand(): Command {
  const command = new Command('run')
    .description('play a scenario against a server, judge every answer, report')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addScenarioFlags(command)
    .option('--out <dir>', 'where run folders are made', 'runs')
    .option('--trace <user>', "print one user's raw traffic, decoded outcomes and windows, e.g. u7")
    .option('--json', 'the report on stdout as JSON, all else on stderr')
    .option('--junit <file>', 'also write JUnit XML here')
    .option('--html <file>', 'also write the HTML report here')
    .option('--quiet', 'only the report')
    .option('--no-color', 'plain text')
    .action(async (ref: string, flags: RunFlags) => (await import('../actions/run.js')).run(ref, flags));
}
