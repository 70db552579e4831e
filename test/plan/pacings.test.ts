import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pacings } from '../../src/plan/pacings/index.js';
import { planOf } from '../../src/plan/plan-of.js';
import type { Pacing } from '../../src/plan/pacing.js';
import type { PlanSpec, Step } from '../../src/plan/plan.js';
import type { Strategy } from '../../src/plan/strategy.js';
import { strategies } from '../../strategies/index.js';
import {
  anywhere,
  groupedBy,
  keyText,
  ms,
  phaseOf,
  plan,
  seed,
  settings,
  sha256,
  stepsOf,
  voting,
} from './specs.js';

const us = (min: number, max: number) => fc.integer({ min, max });
const marginUs = us(0, 90 * ms);
const rate = fc.record({ count: us(1, 100), perUs: fc.constantFrom(1_000_000, 60_000_000) });
const think = fc.oneof(
  us(0, 50 * ms).map((each) => ({ kind: 'constant', us: each }) as const),
  us(0, 50 * ms).map((fromUs) => ({ kind: 'uniform', fromUs, toUs: fromUs + 9 }) as const),
  us(0, 50 * ms).map((meanUs) => ({ kind: 'exponential', meanUs }) as const),
);
const stages = fc.array(
  fc.oneof(
    fc.record({ forUs: us(0, 900 * ms), rate }),
    fc.record({ forUs: us(0, 900 * ms), users: us(1, 2) }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** Every pacing there is, with any settings it takes; `own`: whether each user does all its steps in order. */
const anyPacing: fc.Arbitrary<{ pacing: Pacing; own: boolean }> = fc.oneof(
  fc
    .record({ rejects: fc.constantFrom(0.1, 0.5, 0.8, 0.9), marginUs })
    .map((each) => ({ pacing: pacings.contended(each), own: true })),
  fc
    .record({ offsetsUs: fc.array(us(-150 * ms, 300 * ms), { minLength: 1, maxLength: 5 }), marginUs })
    .map((each) => ({ pacing: pacings.probing(each), own: true })),
  fc
    .record({ everyUs: us(9, 50 * ms), spread: fc.boolean(), jitterUs: us(0, 9), think: fc.option(think) })
    .map(({ think: own, ...each }) => ({
      pacing: pacings.fixed(own === null ? each : { ...each, think: own }),
      own: true,
    })),
  fc
    .record({ rate, arrivals: fc.constantFrom('poisson', 'uniform') })
    .map((each) => ({ pacing: pacings.open({ ...each, stages: [], ramp: true }), own: true })),
  fc
    .record({ rate, arrivals: fc.constantFrom('poisson', 'uniform'), ramp: fc.boolean(), stages })
    .filter((each) => each.stages.some(({ forUs }) => forUs > 0))
    .map((each) => ({
      pacing: pacings.open({ ...each, stages: [...each.stages, { forUs: 1000, users: 1 }] }),
      own: false,
    })),
  fc
    .record({
      everyUs: fc.option(us(30 * ms, 500 * ms)),
      marginUs,
      sweepUs: fc.array(us(0, 3 * ms), { minLength: 1, maxLength: 4 }),
      users: fc.option(us(1, 2)),
    })
    .map((each) => ({ pacing: pacings.barrier(each), own: each.users === null })),
  fc
    .record({ size: us(1, 4), gapUs: us(0, 20 * ms), pauseUs: fc.option(us(1, 900 * ms)) })
    .map((each) => ({ pacing: pacings.bursts(each), own: false })),
);

const strategy: fc.Arbitrary<Strategy> = fc.constantFrom(
  strategies['round-robin']({ stride: 1 }),
  strategies.stampede(),
  strategies.dedicated(),
  strategies.shuffle(),
  anywhere(),
);

const anySpec = fc
  .record({
    seed: fc.string({ maxLength: 4 }),
    users: us(2, 9),
    resources: us(1, 6),
    per: fc.constantFrom<PlanSpec['per']>(['resource'], ['user'], ['user', 'resource'], []),
    phases: fc.array(fc.tuple(anyPacing, strategy, us(1, 6)), { minLength: 1, maxLength: 2 }),
  })
  .map(({ phases, ...rest }) => ({
    own: phases.map(([{ own }]) => own),
    spec: {
      ...voting,
      ...rest,
      phases: phases.map(([{ pacing }, sits, steps]) => phaseOf(pacing, steps, sits)),
    },
  }));

function forAllPlans(law: (spec: PlanSpec, steps: Step[], own: readonly boolean[]) => void): void {
  fc.assert(
    fc.property(anySpec, ({ spec, own }) => law(spec, stepsOf(planOf(spec, sha256)), own)),
    { ...settings, numRuns: 100 },
  );
}

describe(`every pacing (seed ${seed})`, () => {
  it('plans in order, numbered, in whole microseconds, and the same each time', () => {
    forAllPlans((spec, steps) => {
      expect(steps.length).toBeGreaterThan(0);
      steps.forEach((step, i) => {
        expect(step.id).toBe(i);
        expect(Number.isSafeInteger(step.intendedAtUs) && step.intendedAtUs >= 0).toBe(true);
        if (i > 0) expect(orderOf(steps[i - 1], step)).toBeGreaterThanOrEqual(0);
      });
      expect(stepsOf(planOf(spec, sha256))).toEqual(steps);
    });
  });

  it('gives each user its own steps in their order, where all users go on alike', () => {
    forAllPlans((spec, steps, own) => {
      for (const [phase, { steps: many }] of spec.phases.entries()) {
        if (!own[phase]) continue;
        const ofPhase = steps.filter((step) => step.phase === phase);
        const byUser = [...groupedBy(ofPhase, ({ user }) => user).values()];
        expect(byUser).toHaveLength(spec.users);
        const all = Array.from({ length: many }, (_, step) => step);
        for (const turns of byUser) expect(turns.map(({ step }) => step)).toEqual(all);
      }
    });
  });

  it('leaves a full recovery to the phase behind it', () => {
    forAllPlans((spec, steps) => {
      steps.forEach((step, i) => {
        if (i === 0 || steps[i - 1].phase === step.phase) return;
        expect(step.intendedAtUs - steps[i - 1].intendedAtUs).toBeGreaterThan(spec.recoveryUs);
      });
    });
  });

  it('never plans two accepts on a key closer than the spacing, nor a reject outside of it', () => {
    forAllPlans((spec, steps) => {
      const acceptedUs = new Map<string, number>();
      for (const step of steps.filter(({ aim }) => aim !== 'open')) {
        const apartUs = step.intendedAtUs - (acceptedUs.get(keyText(spec, step)) ?? -Infinity);
        if (step.aim === 'reject') expect(apartUs).toBeLessThan(spec.spacingUs);
        else expect(apartUs).toBeGreaterThanOrEqual(spec.spacingUs);
        if (step.aim === 'accept') acceptedUs.set(keyText(spec, step), step.intendedAtUs);
      }
    });
  });

  it('says what it is in one sentence at least, and has another hash with other settings', () => {
    forAllPlans((spec) => {
      const { header } = planOf(spec, sha256);
      expect(header.feasibility.join(' ')).not.toMatch(/undefined|NaN|Infinity|null/);
      expect(header.warnings.join(' ')).not.toMatch(/undefined|NaN|Infinity|null/);
    });
  });

  it.each<[string, Pacing, Partial<PlanSpec>, RegExp]>([
    ['no share', pacings.contended({ rejects: 0, marginUs: 1 }), {}, /above 0 and up to 0.9, not 0$/],
    [
      'a probe before its accept',
      pacings.probing({ offsetsUs: [-200 * ms], marginUs: 1 }),
      {},
      /-200 ms is not behind/,
    ],
    ['no offset', pacings.probing({ offsetsUs: [], marginUs: 1 }), {}, /at least one offset/],
    [
      'an edge that never comes',
      pacings.probing({ offsetsUs: [0], marginUs: 1 }),
      { recoveryUs: Infinity, sureOf: 'nothing' },
      /never recovers/,
    ],
    ['wild jitter', pacings.fixed({ everyUs: 10, spread: true, jitterUs: 11 }), {}, /could change places/],
    [
      'thinking backwards',
      pacings.fixed({ everyUs: 10, spread: true, think: { kind: 'uniform', fromUs: 3, toUs: 2 } }),
      {},
      /think.toUs must be an integer of at least 3, not 2/,
    ],
    [
      'no rate',
      pacings.open({ rate: null, arrivals: 'uniform', stages: [], ramp: true }),
      {},
      /needs a rate/,
    ],
    [
      'too many users',
      pacings.open({
        rate: { count: 1, perUs: 1 },
        arrivals: 'uniform',
        stages: [{ forUs: 1, users: 4 }],
        ramp: true,
      }),
      {},
      /stage 1: 4 users are more than the 3/,
    ],
    [
      'a rate for nothing',
      pacings.open({
        rate: { count: 5, perUs: 1_000_000 },
        arrivals: 'uniform',
        stages: [{ forUs: 9, rate: { count: 1, perUs: 9 } }],
        ramp: true,
      }),
      {},
      /to start from 5\/s, begin with a stage of no length/,
    ],
    [
      'stages of nothing',
      pacings.open({
        rate: null,
        arrivals: 'poisson',
        stages: [{ forUs: 0, rate: { count: 1, perUs: 9 } }],
        ramp: true,
      }),
      {},
      /no action at all/,
    ],
    [
      'a crowd',
      pacings.barrier({ everyUs: null, marginUs: 0, sweepUs: [0], users: 4 }),
      {},
      /4 users cannot meet/,
    ],
    [
      'a sweep that is too wide',
      pacings.barrier({ everyUs: 2, marginUs: 0, sweepUs: [0, 1], users: null }),
      {},
      /too soon, as a sweep takes up to 0.002 ms/,
    ],
    ['an empty burst', pacings.bursts({ size: 0, gapUs: 0, pauseUs: null }), {}, /size must be/],
  ])('refuses %s', (_, pacing, spec, message) => {
    expect(() => plan({ ...spec, phases: [phaseOf(pacing, 2)] })).toThrow(RangeError);
    expect(() => plan({ ...spec, phases: [phaseOf(pacing, 2)] })).toThrow(message);
  });
});

function orderOf(a: Step, b: Step): number {
  return b.phase - a.phase || b.intendedAtUs - a.intendedAtUs || b.user - a.user || b.resource - a.resource;
}
