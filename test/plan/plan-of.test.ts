import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duels, fixed } from '../../src/plan/pacings/index.js';
import { planOf } from '../../src/plan/plan-of.js';
import { planJson, planJsonText } from '../../src/plan/plan-json.js';
import type { PhaseSpec, PlanSpec } from '../../src/plan/plan.js';
import { dedicated, roundRobin, stampede } from '../../strategies/index.js';
import {
  anywhere,
  cooldownSpecs,
  ms,
  paced,
  phaseOf,
  plan,
  seed,
  settings,
  sha256,
  stepsOf,
} from './specs.js';

const mixed: PhaseSpec[] = [
  phaseOf(paced({ rejects: 0.25 }), 15),
  phaseOf(fixed({ everyUs: 50 * ms, spread: true }), 4, anywhere()),
  phaseOf(duels({ marginUs: 30 * ms }), 20),
];

describe(`planOf (seed ${seed})`, () => {
  it('has this very hash on every machine', () => {
    const made = plan({ users: 30, resources: 10, phases: mixed });
    expect(made.hash).toMatchInlineSnapshot(
      `"sha256:02f356c4f55bc4be202a82d24f3fcba5284f3ffb302f8ab785ff34d1a91cf1e2"`,
    );
  });

  it('makes the same steps each time it is asked, and the same plan of the same spec', () => {
    fc.assert(
      fc.property(cooldownSpecs, (spec) => {
        const [one, two] = [planOf(spec, sha256), planOf(spec, sha256)];
        expect(two.header).toEqual(one.header);
        expect(two.hash).toBe(one.hash);
        const first = stepsOf(one);
        expect(stepsOf(one)).toEqual(first);
        expect(stepsOf(two)).toEqual(first);
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('has another hash for another seed, size, time, name, phase or connect', () => {
    const base: Partial<PlanSpec> = { users: 4, resources: 3, phases: mixed };
    const others: Partial<PlanSpec>[] = [
      {},
      { seed: '43' },
      { users: 5 },
      { resources: 4 },
      { spacingUs: 199 * ms },
      { recoveryUs: 201 * ms },
      { connectOverUs: 999 * ms },
      { timeoutUs: 4999 * ms },
      { per: [] },
      { phases: mixed.slice(0, 2) },
      { phases: mixed.map((phase) => ({ ...phase, name: `${phase.name}!` })) },
      { phases: mixed.map((phase, i) => (i === 0 ? { ...phase, strategy: stampede() } : phase)) },
      {
        phases: mixed.map((phase, i) =>
          i === 0 ? { ...phase, strategy: roundRobin({ stride: 2 }) } : phase,
        ),
      },
    ];
    const hashes = others.map((other) => plan({ ...base, ...other }).hash);
    expect(new Set(hashes).size).toBe(others.length);
  });

  it('counts what it planned', () => {
    fc.assert(
      fc.property(cooldownSpecs, (spec) => {
        const made = planOf(spec, sha256);
        const steps = stepsOf(made);
        const { header } = made;
        expect(header.actions).toBe(steps.length);
        expect(header.durationUs).toBe(steps[steps.length - 1].intendedAtUs);
        expect(header.aims.accepts).toBe(steps.filter(({ aim }) => aim === 'accept').length);
        expect(header.aims.rejects).toBe(steps.filter(({ aim }) => aim === 'reject').length);
        expect(header.phases.map(({ actions }) => actions)).toEqual(
          spec.phases.map((_, phase) => steps.filter((step) => step.phase === phase).length),
        );
        header.keepUntilUs.forEach((keepUs, user) => {
          const own = steps.filter((step) => step.user === user);
          expect(keepUs).toBe(own[own.length - 1].intendedAtUs + spec.timeoutUs);
        });
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('opens each connection in a slot of its own, unless there is no time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (users, connectOverUs) => {
          const { connectAtUs } = plan({ users, connectOverUs }).header;
          connectAtUs.forEach((atUs, user) => {
            expect(atUs).toBeGreaterThanOrEqual(Math.floor((user * connectOverUs) / users));
            expect(atUs).toBeLessThanOrEqual(Math.max(0, Math.floor(((user + 1) * connectOverUs) / users)));
          });
        },
      ),
      settings,
    );
  });

  it('rotates exactly: 3 users on 3 resources in 3 steps', () => {
    const table = [0, 1, 2].map((step) =>
      stepsOf(plan({}))
        .filter((action) => action.step === step)
        .sort((a, b) => a.user - b.user)
        .map(({ resource }) => resource),
    );
    expect(table).toEqual([
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]);
  });

  it('paces a fixed phase by its step alone, spread over the users when asked', () => {
    const together = stepsOf(plan({ phases: [phaseOf(fixed({ everyUs: 10, spread: false }), 2)] }));
    expect(together.map(({ intendedAtUs, user, aim }) => [intendedAtUs, user, aim])).toEqual(
      [0, 10].flatMap((atUs) => [0, 1, 2].map((user) => [atUs, user, 'open'])),
    );
    const spread = stepsOf(plan({ phases: [phaseOf(fixed({ everyUs: 10, spread: true }), 2)] }));
    expect(spread.map(({ intendedAtUs }) => intendedAtUs)).toEqual([0, 3, 6, 10, 13, 16]);
  });

  it('prints as JSON in the promised shape, whole or in pieces', () => {
    const made = plan({ users: 4, phases: mixed });
    const whole = planJson(made);
    expect(Object.keys(whole)).toEqual(['hash', 'seed', 'users', 'resources', 'durationUs', 'aims', 'steps']);
    expect(Object.keys(whole.steps[0])).toEqual(['id', 'user', 'resource', 'step', 'intendedAtUs', 'aim']);
    expect(JSON.parse([...planJsonText(made)].join(''))).toEqual(whole);
  });

  it.each<[string, Partial<PlanSpec>, RegExp]>([
    ['no users', { users: 0 }, /^users must be an integer of at least 1, not 0$/],
    ['half a resource', { resources: 1.5 }, /^resources must be an integer/],
    ['no phases', { phases: [] }, /at least one phase/],
    ['no steps', { phases: [phaseOf(paced(), 0)] }, /^phase cooldown-aware: steps must be/],
    [
      'only rejects',
      { phases: [phaseOf(paced({ rejects: 1 }), 1)] },
      /share of all actions from 0 to 0.9, not 1$/,
    ],
    ['NaN rejects', { phases: [phaseOf(paced({ rejects: Number.NaN }), 1)] }, /not NaN$/],
    ['no time at all', { spacingUs: 0, phases: [phaseOf(paced({ marginUs: 0 }), 1)] }, /needs a margin/],
    ['no interval', { phases: [phaseOf(fixed({ everyUs: 0, spread: true }), 1)] }, /everyUs/],
    ['a year-long cooldown too often', { spacingUs: 2 ** 52, phases: [phaseOf(paced(), 9)] }, /too long/],
    [
      'a strategy that leaves the room',
      { phases: [phaseOf(paced(), 1, { name: 'off', guarantees: '', resourceOf: () => 3 })] },
      /^strategy off: user 0 in step 0 got resource 3; resources go from 0 to 2$/,
    ],
  ])('refuses %s', (_, spec, message) => {
    expect(() => plan(spec)).toThrow(RangeError);
    expect(() => plan(spec)).toThrow(message);
  });

  it('stays small: a million steps are made one by one', () => {
    const made = plan({
      users: 100,
      resources: 20,
      phases: [phaseOf(paced({ rejects: 0.2 }), 2000, dedicated())],
    });
    expect(made.header.aims).toEqual({ accepts: 200_000, rejects: 50_000, open: 0 });
    const [first] = made.steps();
    expect(first.id).toBe(0);
  });
});
