import { planOf } from './plan/plan-of.js';
import type { ZoneLimiter } from './models/driver.js';
import type { Model } from './models/model.js';
import type { Burst } from './plan/burst.js';
import type { Digest, Plan, Sureness } from './plan/plan.js';
import type { Scenario } from './scenario/scenario.js';

/** The plan of a scenario. */
export function planFor(scenario: Scenario, digest: () => Digest): Plan {
  const kinds = hasKinds(scenario);
  const burst = isCoarse(scenario) ? null : burstOf(scenario.model, kinds);
  return planOf(
    {
      seed: scenario.seed,
      users: scenario.userNames.length,
      resources: scenario.resourceNames.length,
      phases: scenario.phases,
      per: scenario.model.per,
      spacingUs: scenario.model.spacingUs,
      recoveryUs: scenario.model.recoveryUs,
      sureOf: surenessOf(scenario.model, burst, kinds),
      burst,
      connectOverUs: scenario.timing.connectOverUs,
      timeoutUs: scenario.timing.timeoutUs,
      ...(scenario.groups.length > 0 && { groups: scenario.groups }),
      ...(scenario.faults.length > 0 && { faults: scenario.faults }),
    },
    digest,
  );
}

/** The same, or `null` where no plan can be made of it: no duel with one user. */
export function planIfAny(scenario: Scenario, digest: () => Digest): Plan | null {
  try {
    return planFor(scenario, digest);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Spacing makes accepts certain where keys recover. What is refused meanwhile is certain where a key takes
 * one accept at a time and forgets what it refused.
 */
function surenessOf(model: Model, burst: Burst | null, kinds: boolean): Sureness {
  if (!Number.isFinite(model.recoveryUs) || (model.name === 'lease' && kinds)) return 'nothing';
  const isPlain = burst !== null && burst.accepts === 1 && !burst.restarts;
  return isPlain && burst.refusedForUs === model.spacingUs ? 'both' : 'accepts';
}

/** Whether users do different things in turn, which a limit may count apart or answer differently. */
function hasKinds({ phases, groups }: Scenario): boolean {
  const mixed = groups.flatMap(({ acts }) =>
    typeof acts === 'string' ? [] : acts.map(({ action }) => action),
  );
  return new Set([...phases.flatMap(({ acts = ['act'] }) => acts), ...mixed]).size > 1;
}

/** Whether a plan sees one key where the limit counts each group apart: then refusals are never sure. */
function isCoarse({ model, groups }: Scenario): boolean {
  return groups.length > 1 && model.per.includes('group');
}

/** What a limit makes certain of a fresh key, where every action costs 1; its driver says which it is. */
function burstOf({ driver, per, name, parameters }: Model, kinds: boolean): Burst | null {
  if (kinds && per.includes('action')) return null;
  const common = { from: 'first', restarts: false } as const;
  switch (driver.kind) {
    case 'interval-recursion':
      return { ...common, accepts: 1, refusedForUs: driver.everyUs };
    case 'restarting':
      return { accepts: driver.limit, refusedForUs: driver.windowUs, from: 'last', restarts: true };
    case 'closed-form':
      return driver.limit === Infinity ? null : { ...common, accepts: driver.limit, refusedForUs: Infinity };
    case 'zones':
      return burstOfZones(driver.limiter);
    case 'bounded': {
      const { ttlUs } = parameters;
      if (name !== 'lease' || kinds || typeof ttlUs !== 'number') return null;
      return { ...common, accepts: 1, refusedForUs: ttlUs };
    }
    case 'phases':
    case 'composed':
      return null;
  }
}

function burstOfZones(limiter: ZoneLimiter): Burst {
  switch (limiter.kind) {
    case 'bucket':
      return {
        accepts: limiter.capacity,
        refusedForUs: limiter.refillEveryUs,
        from: 'first',
        restarts: false,
      };
    case 'log':
      return { accepts: limiter.limit, refusedForUs: limiter.windowUs, from: 'first', restarts: false };
    case 'window': {
      const from = limiter.refresh === 'never' ? 'first' : 'last';
      return { accepts: limiter.limit, refusedForUs: limiter.windowUs, from, restarts: false };
    }
  }
}
