import { Command } from 'commander';
import { addShownFlags, type ShownFlags } from '../output-flags.js';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface MutantsFlags extends ScenarioFlags, ShownFlags {
  readonly live?: boolean;
  readonly store?: string;
  readonly repeat: string;
  readonly minScore?: string;
  readonly only?: string;
  readonly verbose?: boolean;
  readonly junit?: string;
}

const help = `
Plays the plan of the scenario against every known bug of its kind of server, each until it is proven
wrong: killed. An embedded target is the server itself; for any other the bugs are those of the reference
server with the scenario's limit, and the real target is never asked. The correct server comes first: if
it is accused, model and server do not agree, and nothing else counts. For each bug that survives it says
why, and which change to the scenario kills it; that change has been played.

Bugs that take several processes are played on two, whatever simulation.server.nodes says; all else on
one. Kills marked (simulated) take connections that are cut or servers that restart, which turnwise run
does only where \`faults\` say so: a live run without them does not find those bugs.

Examples:
  turnwise mutants voting
  turnwise mutants seats.yaml --repeat 5 --min-score 0.9 --junit mutants.xml
  turnwise mutants voting --only check-then-set,wrong-key --live

Exit codes: 0 played · 1 the score is below --min-score, or the correct server was accused
            2 nothing could be played or decided · 3 bad usage · 130/143 interrupted`;

/** `turnwise mutants`: which known bugs would this scenario catch? */
export function mutantsCommand(): Command {
  const command = new Command('mutants')
    .description('which known bugs would this scenario catch? its plan against each of them, and the score')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario');
  return addShownFlags(addScenarioFlags(command), 'result')
    .option('--live', 'over real sockets, each against a server of its own, instead of in virtual time')
    .option('--store <url>', 'with --live: a Redis for the bugs that take two processes')
    .option('--repeat <n>', 'so many seeds for each bug that survives; races are pooled over them', '1')
    .option('--min-score <share>', 'fail below this share of killed ones, e.g. 0.9')
    .option('--only <names>', 'only these bugs, e.g. check-then-set,wrong-key')
    .option('--verbose', 'also the proof against each one that was killed')
    .option('--junit <file>', 'also write JUnit XML here: a case for each bug')
    .addHelpText('after', help)
    .action(async (ref: string, flags: MutantsFlags) =>
      (await import('../actions/mutants.js')).mutants(ref, flags),
    );
}
