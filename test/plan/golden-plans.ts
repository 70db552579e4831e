import type { Pacing } from '../../src/plan/pacing.js';
import {
  barrier,
  bursts,
  contended,
  duels,
  evasion,
  fixed,
  open,
  probing,
} from '../../src/plan/pacings/index.js';
import type { Plan } from '../../src/plan/plan.js';
import { strategies, type StrategyName } from '../../strategies/index.js';
import { ms, paced, phaseOf, plan } from './specs.js';

export const strategyNames = Object.keys(strategies) as StrategyName[];

/** A new pacing adds its line here, and changes none. */
export const pacings: readonly (readonly [string, Pacing])[] = [
  ['cooldown-aware', paced({ rejects: 0.25 })],
  ['fixed', fixed({ everyUs: 100 * ms, spread: true })],
  ['duels', duels({ marginUs: 30 * ms })],
  ['contended', contended({ rejects: 0.5, marginUs: 30 * ms })],
  ['probing', probing({ offsetsUs: [-30 * ms, -1 * ms, 0, 30 * ms], marginUs: 30 * ms })],
  [
    'fixed with jitter and think times',
    fixed({
      everyUs: 100 * ms,
      spread: true,
      jitterUs: 9 * ms,
      think: { kind: 'exponential', meanUs: 50 * ms },
    }),
  ],
  ['open', open({ rate: { count: 20, perUs: 1_000_000 }, arrivals: 'poisson', stages: [], ramp: true })],
  [
    'open in stages',
    open({
      rate: { count: 20, perUs: 1_000_000 },
      arrivals: 'uniform',
      stages: [
        { forUs: 900 * ms, users: 4 },
        { forUs: 300 * ms, rate: { count: 5, perUs: 1_000_000 } },
      ],
      ramp: true,
    }),
  ],
  ['barrier', barrier({ everyUs: null, marginUs: 30 * ms, sweepUs: [0, 1 * ms], users: null })],
  ['bursts', bursts({ size: 3, gapUs: 5 * ms, pauseUs: null })],
  ['evasion', evasion({ by: 'reconnect', marginUs: 30 * ms, how: 'close' })],
];

/** Four users on two resources for three steps, seed 42. */
export function goldenPlan(name: StrategyName, pacing: Pacing): Plan {
  return plan({ users: 4, resources: 2, phases: [phaseOf(pacing, 3, strategies[name]())] });
}
