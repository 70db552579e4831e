import { Command } from 'commander';
import { addShownFlags, type ShownFlags } from '../output-flags.js';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface ProbeFlags extends ScenarioFlags, ShownFlags {
  readonly simulate?: boolean;
  readonly bug?: string;
  readonly longest?: string;
  readonly maxActions?: string;
  readonly rtt?: string;
  readonly out: string;
}

const help = `
Nothing is assumed but the address, the wire and the names: what the scenario says the limit is, is the
first guess and what the findings are compared with. Rounds are planned from a seed and from what was
answered in the rounds before; no round depends on what is answered while it is played. The server must
have nobody else's traffic on the same users and resources.

Exit codes: 0 the server may well have the limit that the scenario declares
            1 it certainly has another one, or none
            2 nothing could be told
            3 bad usage or bad scenario · 4 turnwise itself crashed · 130/143 interrupted, nothing proven`;

/** `turnwise probe`: estimates the limit a server really has. */
export function probeCommand(): Command {
  const command = new Command('probe')
    .description('estimate the real limit of a server from outside: what is limited, how, and its numbers')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addShownFlags(addScenarioFlags(command), 'findings')
    .option('--simulate', "in virtual time, against the scenario's own behaviour or a reference server")
    .option('--bug <name>', 'start the reference server with this known bug, live or with --simulate')
    .option(
      '--longest <duration>',
      'the longest a limit may take to have room again; longer ones are taken for never',
    )
    .option('--max-actions <n>', 'send at most so many actions', '5000')
    .option('--rtt <duration>', 'the usual round trip, e.g. 30ms; without it, it is measured')
    .option('--out <dir>', 'where run folders are made', 'runs')
    .addHelpText('after', help)
    .action(async (ref: string, flags: ProbeFlags) =>
      (await import('../actions/probe.js')).probe(ref, flags),
    );
}
