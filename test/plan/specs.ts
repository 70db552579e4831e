import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { planOf } from '../../src/plan/plan-of.js';
import type { Pacing } from '../../src/plan/pacing.js';
import { cooldownAware, type CooldownAware } from '../../src/plan/pacings/index.js';
import type { Digest, PhaseSpec, Plan, PlanSpec, Step } from '../../src/plan/plan.js';
import type { Strategy } from '../../src/plan/strategy.js';
import { dedicated, roundRobin, stampede } from '../../strategies/index.js';

/** The seed of all properties here; in the titles, so that a failure can be repeated. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);
export const settings = { seed, numRuns: 300 };

export function sha256(): Digest {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), hex: () => hash.digest('hex') };
}

export const ms = 1000;

/** 200 ms per resource, a margin of 30 ms: the numbers of the ready-made voting scenario. */
export const voting: Omit<PlanSpec, 'users' | 'resources' | 'phases'> = {
  seed: '42',
  per: ['resource'],
  spacingUs: 200 * ms,
  recoveryUs: 200 * ms,
  connectOverUs: 1000 * ms,
  timeoutUs: 5000 * ms,
};

export const paced = (more: Partial<CooldownAware> = {}): Pacing =>
  cooldownAware({ marginUs: 30 * ms, jitterUs: 10 * ms, rejects: 0, ...more });

export function phaseOf(pacing: Pacing, steps: number, strategy: Strategy = roundRobin()): PhaseSpec {
  return { name: pacing.kind, strategy, pacing, steps };
}

export function plan(spec: Partial<PlanSpec>): Plan {
  return planOf({ ...voting, users: 3, resources: 3, phases: [phaseOf(paced(), 3)], ...spec }, sha256);
}

export function stepsOf(of: Plan): Step[] {
  return [...of.steps()];
}

/** A strategy that draws: nothing may rest on the shipped ones being regular. */
export function anywhere(): Strategy {
  return {
    name: 'anywhere',
    guarantees: 'nothing',
    resourceOf: ({ random, resources }) => random.below(resources),
  };
}

const strategy = fc.oneof(
  fc
    .record({ stride: fc.integer({ min: -3, max: 7 }), offset: fc.integer({ min: -3, max: 7 }) })
    .map(roundRobin),
  fc.constantFrom(stampede(), dedicated(), anywhere()),
);

/** Cooldown-aware specs of all sizes, jitter up to the margin and beyond, one or two phases. */
export const cooldownSpecs: fc.Arbitrary<PlanSpec> = fc
  .record({
    seed: fc.string({ maxLength: 6 }),
    users: fc.integer({ min: 1, max: 12 }),
    resources: fc.integer({ min: 1, max: 8 }),
    per: fc.constantFrom<PlanSpec['per']>(['resource'], ['user'], ['user', 'resource'], ['connection'], []),
    spacingUs: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1000, max: 500_000 })),
    pauseUs: fc.integer({ min: 0, max: 50_000 }),
    phases: fc.array(
      fc.record({
        steps: fc.integer({ min: 1, max: 6 }),
        strategy,
        marginUs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200_000 })),
        jitterShare: fc.constantFrom(0, 0.3, 1, 1.5),
        rejects: fc.constantFrom(0, 0.1, 0.25, 0.5, 0.7),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ pauseUs, phases, ...rest }) => ({
    ...voting,
    ...rest,
    recoveryUs: rest.spacingUs + pauseUs,
    phases: phases.map(({ steps, strategy, marginUs, jitterShare, rejects }, index) => ({
      name: `p${index}`,
      strategy,
      steps,
      pacing: paced({ marginUs, jitterUs: Math.floor(marginUs * jitterShare), rejects }),
    })),
  }));

/** Groups in order of appearance. */
export function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The key as text, worked out here a second time: the tests must not trust the plan's own numbering. */
export function keyText(spec: PlanSpec, { user, resource }: Pick<Step, 'user' | 'resource'>): string {
  const withUser = spec.per.includes('user') || spec.per.includes('connection');
  return `${withUser ? `u${user}` : ''} ${spec.per.includes('resource') ? `r${resource}` : ''}`;
}
