import type { Pacing } from '../../src/plan/pacing.js';
import { duels, fixed } from '../../src/plan/pacings/index.js';
import type { Plan } from '../../src/plan/plan.js';
import { strategies, type StrategyName } from '../../strategies/index.js';
import { ms, paced, phaseOf, plan } from './specs.js';

export const strategyNames = Object.keys(strategies) as StrategyName[];

/** A new pacing adds its line here, and changes none. */
export const pacings: readonly (readonly [string, Pacing])[] = [
  ['cooldown-aware', paced({ rejects: 0.25 })],
  ['fixed', fixed({ everyUs: 100 * ms, spread: true })],
  ['duels', duels({ marginUs: 30 * ms })],
];

/** Four users on two resources for three steps, seed 42. */
export function goldenPlan(name: StrategyName, pacing: Pacing): Plan {
  return plan({ users: 4, resources: 2, phases: [phaseOf(pacing, 3, strategies[name]())] });
}
