import { Command } from 'commander';
import { planFor } from '../../play.js';
import { planJsonText } from '../../plan/plan-json.js';
import { planTable } from '../../plan/plan-table.js';
import { loadScenario } from '../../scenario/load.js';
import { addScenarioFlags, asProblem, loadOptionsOf, sha256, type ScenarioFlags } from '../options.js';

interface PlanFlags extends ScenarioFlags {
  readonly json?: boolean;
  readonly table?: boolean;
}

/** `turnwise plan`: the plan, its hash and what it can prove, before a packet leaves. */
export function planCommand(): Command {
  const command = new Command('plan')
    .description('print the plan of a scenario, its hash and its feasibility; nothing is sent')
    .argument('<scenario>', 'a .ts, .js, .yaml or .json file, or the name of a shipped scenario')
    .option('--json', 'the whole plan as JSON')
    .option('--table', 'who is on which resource, step by step');
  return addScenarioFlags(command).action(async (ref: string, flags: PlanFlags) => {
    const scenario = await loadScenario(ref, loadOptionsOf(flags));
    const plan = await asProblem(() => planFor(scenario, sha256));
    if (flags.json === true) {
      for (const piece of planJsonText(plan)) process.stdout.write(piece);
      return;
    }
    const lines = [
      `${scenario.name} · seed ${plan.header.seed} · plan ${plan.hash}`,
      ...plan.header.feasibility,
      ...plan.header.warnings.map((warning) => `warning: ${warning}`),
      ...(flags.table === true ? ['', planTable(plan)] : []),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  });
}
