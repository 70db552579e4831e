import { planOf } from './plan/plan-of.js';
import type { Model } from './models/model.js';
import type { Digest, Plan, Sureness } from './plan/plan.js';
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
      sureOf: surenessOf(scenario.model),
      connectOverUs: scenario.timing.connectOverUs,
      timeoutUs: scenario.timing.timeoutUs,
    },
    digest,
  );
}

/** Spacing makes accepts certain where keys recover; what is refused meanwhile only a plain cooldown says. */
function surenessOf({ driver, recoveryUs }: Model): Sureness {
  if (driver.kind === 'interval-recursion') return 'both';
  return Number.isFinite(recoveryUs) ? 'accepts' : 'nothing';
}
