import { escaped } from '../scenario/fields/escaped.js';
import { Problem } from '../scenario/problem.js';
import { redact } from '../scenario/redact.js';
import type { HookContext, Hooks, Scenario } from '../scenario/scenario.js';

/** Runs a scenario's `setup` and `reset` before the work, and `teardown` after it, also after an error. */
export async function withHooks<T>(scenario: Scenario, target: string, work: () => Promise<T>): Promise<T> {
  const context: HookContext = {
    target,
    seed: scenario.seed,
    run: scenario.run,
    resourceNames: scenario.resourceNames,
    userNames: scenario.userNames,
  };
  try {
    await call(scenario, 'setup', context);
    await call(scenario, 'reset', context);
    return await work();
  } finally {
    await call(scenario, 'teardown', context);
  }
}

/** A hook is the user's own code: when it throws, the scenario is at fault and neither server nor turnwise. */
async function call(scenario: Scenario, name: keyof Hooks, context: HookContext): Promise<void> {
  try {
    await scenario.hooks[name]?.(context);
  } catch (error) {
    const text = error instanceof Error ? `${error.message}${frameOf(error, scenario.file)}` : String(error);
    throw new Problem(redact(`the scenario's ${name} hook failed: ${text}`, scenario.secrets));
  }
}

/** Where in the user's own file it happened; our own frames help nobody there. */
function frameOf({ stack = '' }: Error, file: string | null): string {
  if (file === null) return '';
  const [place] = new RegExp(`${escaped(file)}:\\d+:\\d+`).exec(stack) ?? [];
  return place === undefined ? '' : `\nat ${place}`;
}
