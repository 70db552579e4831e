/** Run in a process of its own: prints the hash of every golden plan, a line each. */
import { goldenPlan, pacings, strategyNames } from './golden-plans.js';

for (const name of strategyNames)
  for (const [kind, pacing] of pacings)
    process.stdout.write(`${name} ${kind} ${goldenPlan(name, pacing).hash}\n`);
