import { planOf } from './plan/plan-of.js';
import type { Digest, Plan } from './plan/plan.js';
import type { Scenario } from './scenario/scenario.js';

/** The plan of a scenario. */
export function planFor(scenario: Scenario, digest: () => Digest): Plan {
  return planOf(
    {
      seed: scenario.seed,
      users: scenario.userNames.length,
      resources: scenario.resourceNames.length,
      phases: scenario.phases,
      per: scenario.model.per,
      spacingUs: scenario.model.spacingUs,
      recoveryUs: scenario.model.recoveryUs,
      connectOverUs: scenario.timing.connectOverUs,
      timeoutUs: scenario.timing.timeoutUs,
    },
    digest,
  );
}
