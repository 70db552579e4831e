import * as fc from 'fast-check';
import { strategies } from '../../../strategies/index.js';
import type { Model } from '../../models/model.js';
import type { Pacing } from '../../plan/pacing.js';
import { cooldownAware, duels, fixed } from '../../plan/pacings/index.js';
import type { PhaseSpec, PlanSpec } from '../../plan/plan.js';

const marginUs = fc.integer({ min: 1, max: 100 }).map((ms) => ms * 1000);

const pacings: readonly fc.Arbitrary<Pacing>[] = [
  fc.record({ marginUs, jitterUs: fc.constant(0), rejects: fc.constantFrom(0, 0.2, 0.5) }).map(cooldownAware),
  fc.record({ everyUs: marginUs, spread: fc.boolean() }).map(fixed),
];

/** What plans for a model are made of: few users and resources, any strategies, any pacing, one or two phases. */
export function anyPlanSpec({ per, spacingUs, recoveryUs }: Model): fc.Arbitrary<PlanSpec> {
  // A duel is between users: there is none where each has a limit of its own.
  const isShared = !per.includes('user') && !per.includes('connection');
  const phases = fc.record<PhaseSpec>({
    name: fc.constantFrom('first', 'second'),
    strategy: fc.constantFrom(...Object.values(strategies)).map((strategy) => strategy()),
    pacing: fc.oneof(...pacings, ...(isShared ? [fc.record({ marginUs }).map(duels)] : [])),
    steps: fc.integer({ min: 1, max: 8 }),
  });
  return fc.record({
    seed: fc.string({ maxLength: 8 }),
    users: fc.integer({ min: 2, max: 12 }),
    resources: fc.integer({ min: 1, max: 8 }),
    phases: fc.uniqueArray(phases, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
    per: fc.constant(per),
    spacingUs: fc.constant(spacingUs),
    recoveryUs: fc.constant(recoveryUs),
    connectOverUs: fc.constant(0),
    timeoutUs: fc.constant(1_000_000),
  });
}
