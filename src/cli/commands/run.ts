import { Command } from 'commander';
import { planFor } from '../../play.js';
import { loadScenario } from '../../scenario/load.js';
import { exitCodeOf } from '../exit-codes.js';
import { addScenarioFlags, asProblem, loadOptionsOf, sha256, type ScenarioFlags } from '../options.js';
import { present, runToFolder } from '../run-to-folder.js';
import { screenOf } from '../screen.js';
import { stopSignals } from '../signals.js';

interface RunFlags extends ScenarioFlags {
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
    .action(async (ref: string, flags: RunFlags) => {
      const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
      const scenario = await loadScenario(ref, loadOptionsOf(flags));
      const plan = await asProblem(() => planFor(scenario, sha256));
      const signals = stopSignals((line) => screen.say(line));
      try {
        const request = { out: flags.out, trace: flags.trace ?? null, stop: signals.signal };
        const finished = await runToFolder(scenario, plan, request, screen);
        present(finished, flags, screen);
        process.exitCode = exitCodeOf(finished.played.report, signals.exitCode());
      } finally {
        signals.close();
      }
    });
}
