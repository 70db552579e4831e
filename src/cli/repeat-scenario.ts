import { rulesOf } from '../models/driver.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';

/**
 * The scenario of a later play: loaded again, so that `${run}` is new, under another seed.
 *
 * @throws Problem where it is not what it was at the first play: the plays would be tests of two things.
 */
export async function underSeed(
  seed: string,
  first: Scenario,
  load: (seed?: string) => Promise<Scenario>,
): Promise<Scenario> {
  const same = await load();
  if (same.hash !== first.hash)
    throw new Problem('the scenario has changed since the first play, so this would be another test', {
      file: first.file ?? first.name,
    });
  return load(seed);
}

/**
 * Keys that an earlier play has used have a past, even where the scenario declares them fresh: that held
 * for one run. Unless names are new, or a hook of the scenario sees to it, their past is unknown.
 */
export function withUsedKeys(scenario: Scenario, first: Scenario): Scenario {
  const { assumptions, hooks, target } = scenario;
  const isNew = target.kind === 'embedded' || (target.kind === 'module' && !isForeign(target.redis));
  const isReset = isNew || Object.keys(hooks).length > 0;
  if (assumptions.initial === 'unknown' || isReset || hasNewKeys(scenario, first)) return scenario;
  return {
    ...scenario,
    assumptions: { ...assumptions, initial: 'unknown' },
    notes: [...scenario.notes, usedNote],
  };
}

/** Whether a Redis lives on after the run. */
function isForeign(redis: string | null): boolean {
  return redis !== null && redis !== 'start';
}

const usedNote =
  'the plays before used these keys and nothing resets them, so their past is unknown here, though declared fresh: ${run} in their names or a reset hook makes them fresh';

function hasNewKeys(scenario: Scenario, first: Scenario): boolean {
  const isNew = {
    resource: areNew(scenario.resourceNames, first.resourceNames),
    user: areNew(scenario.userNames, first.userNames),
  };
  return rulesOf(scenario.model).every(({ per }) =>
    per.some((field) => (field === 'resource' || field === 'user') && isNew[field]),
  );
}

function areNew(now: readonly string[], before: readonly string[]): boolean {
  const known = new Set(before);
  return now.every((name) => !known.has(name));
}
