import type { Command } from 'commander';
import { collect } from './collect.js';

/** The flags that say what to play; the same for every command that takes a scenario. */
export interface ScenarioFlags {
  readonly target?: string;
  readonly seed?: string;
  readonly users?: string;
  readonly resources?: string;
  readonly steps?: string;
  readonly set?: readonly string[];
  readonly envFile?: string;
  readonly maxDuration?: string;
  readonly margin?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

/** Adds the scenario flags to a command. */
export function addScenarioFlags(command: Command): Command {
  return command
    .option('--target <url>', 'the server to test: http(s):// or ws(s)://, or a reference server by name')
    .option('--seed <text>', 'any text; the same seed gives the same plan everywhere')
    .option('--users <n>', 'how many virtual users')
    .option('--resources <n>', 'how many shared resources')
    .option('--steps <n>', 'steps of each user in the first phase; other phases keep theirs')
    .option(
      '--set <path=value>',
      'change any value of the scenario, e.g. model.cooldown.every=300ms; may be repeated',
      collect,
    )
    .option(
      '--env-file <file>',
      'variables for ${env:NAME}, one NAME=value a line; Node.js looks for this flag too, so that a file that does not exist ends in its message and its exit code 9',
    )
    .option(
      '--margin <duration>',
      'what `margin: auto` of the scenario is, e.g. 30ms; without it a run measures it',
    )
    .option('--max-duration <duration>', 'stop gracefully after this long, e.g. 30s')
    .option('--ca <file>', 'trust this certificate authority (PEM)')
    .option('--cert <file>', 'client certificate (PEM)')
    .option('--key <file>', 'key of the client certificate (PEM)')
    .option('--insecure', 'accept any certificate; said loudly in the report');
}
