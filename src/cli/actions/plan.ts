import { planFor } from '../../plan-for.js';
import { planJsonText } from '../../plan/plan-json.js';
import { planTable } from '../../plan/plan-table.js';
import { loadScenario } from '../../scenario/load.js';
import type { PlanFlags } from '../commands/plan.js';
import { asProblem, loadOptionsOf, sha256 } from '../options.js';

/** Prints the plan of a scenario. */
export async function plan(ref: string, flags: PlanFlags): Promise<void> {
  const scenario = await loadScenario(ref, loadOptionsOf(flags));
  const planned = await asProblem(() => planFor(scenario, sha256));
  if (flags.json === true) {
    for (const piece of planJsonText(planned)) process.stdout.write(piece);
    return;
  }
  const { header, hash } = planned;
  const lines = [
    `${scenario.name} · seed ${header.seed} · plan ${hash}`,
    ...header.feasibility,
    ...[...scenario.notes, ...header.warnings].map((warning) => `warning: ${warning}`),
    ...(flags.table === true ? ['', planTable(planned)] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
