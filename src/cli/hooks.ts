import { Problem } from '../scenario/problem.js';
import type { HookContext, Scenario } from '../scenario/scenario.js';

/** Runs a scenario's `setup` and `reset` before the work, and `teardown` after it, also after an error. */
export async function withHooks<T>(scenario: Scenario, target: string, work: () => Promise<T>): Promise<T> {
  const { setup, reset, teardown } = scenario.hooks;
  const context: HookContext = {
    target,
    seed: scenario.seed,
    run: scenario.run,
    resourceNames: scenario.resourceNames,
    userNames: scenario.userNames,
  };
  try {
    await call('setup', setup, context);
    await call('reset', reset, context);
    return await work();
  } finally {
    await call('teardown', teardown, context);
  }
}

/** A hook is the user's own code: when it throws, the scenario is at fault and neither server nor turnwise. */
async function call(
  name: string,
  hook: ((context: HookContext) => unknown) | undefined,
  context: HookContext,
) {
  try {
    await hook?.(context);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Problem(`the scenario's ${name} hook failed: ${text}`);
  }
}
