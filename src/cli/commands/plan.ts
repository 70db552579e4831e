import { Command } from 'commander';
import { addScenarioFlags, type ScenarioFlags } from '../scenario-flags.js';

export interface PlanFlags extends ScenarioFlags {
  readonly json?: boolean;
  readonly table?: boolean;
  readonly rtt?: string;
  /** A file, or `true` for standard output. */
  readonly svg?: string | true;
}

/** `turnwise plan`: the plan, its hash and what it can prove, before a packet leaves. */
export function planCommand(): Command {
  const command = new Command('plan')
    .description('print the plan of a scenario, its hash and its feasibility; nothing is sent')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario')
    .option('--json', 'the whole plan as JSON')
    .option('--table', 'who is on which resource, step by step')
    .option('--svg [file]', 'a picture of who is where and when; without a file: on standard output')
    .option('--rtt <duration>', 'the round trip to expect, e.g. 30ms: how many verdicts stay certain');
  return addScenarioFlags(command).action(async (ref: string, flags: PlanFlags) =>
    (await import('../actions/plan.js')).plan(ref, flags),
  );
}
