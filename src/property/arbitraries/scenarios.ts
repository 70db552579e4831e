import * as fc from 'fast-check';
import { strategies, type StrategyName } from '../../../strategies/index.js';
import type { ScenarioInput } from '../../scenario/schema.js';

const strategyNames = Object.keys(strategies) as StrategyName[];
const ms = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((many) => `${many}ms` as const);

const pacings = fc.oneof(
  fc.record({
    cooldownAware: fc.record({ margin: ms(1, 100), rejects: fc.constantFrom(0, 0.2, 0.5) }),
  }),
  fc.record({ fixed: fc.record({ every: ms(1, 500), spread: fc.boolean() }) }),
);

const phases = fc.array(
  fc.record({
    strategy: fc.constantFrom(...strategyNames),
    pacing: pacings,
    steps: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 1, maxLength: 2 },
);

/**
 * A scenario played in other ways: any small number of users and resources, any seed, strategies and
 * pacings. Plain data, as a file could hold it, if the rest is. For simulations that must never find a correct server wrong.
 */
export function anyScenario(
  base: Omit<ScenarioInput, 'strategy' | 'pacing' | 'steps'>,
): fc.Arbitrary<ScenarioInput> {
  return fc
    .record({
      users: fc.integer({ min: 2, max: 12 }),
      resources: fc.integer({ min: 1, max: 6 }),
      seed: fc.string({ minLength: 1, maxLength: 8 }),
      phases,
    })
    .map((drawn) => ({ ...base, ...drawn }));
}
