import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalCountOf, arrivalTimesOf } from '../../src/plan/arrivals.js';
import { groupNamesOf } from '../../src/plan/groups.js';
import { cooldownAware, fixed, visits } from '../../src/plan/pacings/index.js';
import type { ArrivalStage, GroupSpec, PhaseSpec, PlanSpec, Step } from '../../src/plan/plan.js';
import { anywhere, groupedBy, keyText, ms, paced, phaseOf, plan, seed, stepsOf, voting } from './specs.js';

const settings = { seed, numRuns: 100 };

const group = (more: Partial<GroupSpec> & Pick<GroupSpec, 'name' | 'users'>): GroupSpec => ({
  acts: 'as-phase',
  sockets: 1,
  arrivals: null,
  ...more,
});

const mixes = fc.array(
  fc.record({ action: fc.constantFrom('deal', 'lead', 'call'), weight: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 3 },
);

const stages: fc.Arbitrary<readonly ArrivalStage[]> = fc
  .array(
    fc.record({
      forUs: fc.integer({ min: 1, max: 5_000_000 }),
      rate: fc.record({
        count: fc.integer({ min: 0, max: 20 }),
        perUs: fc.constantFrom(1_000_000, 60_000_000),
      }),
      rampTo: fc.option(fc.record({ count: fc.integer({ min: 0, max: 20 }), perUs: fc.constant(1_000_000) })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .filter((list) => arrivalTimesOf(list).length > 0);

/** Groups of all sorts, at least one of them there from the start and acting. */
const someGroups: fc.Arbitrary<readonly GroupSpec[]> = fc
  .array(
    fc.oneof(
      fc.record({
        users: fc.integer({ min: 1, max: 5 }),
        acts: fc.oneof(fc.constantFrom<GroupSpec['acts']>('as-phase', 'never'), mixes),
        sockets: fc.integer({ min: 1, max: 3 }),
        arrivals: fc.constant(null),
      }),
      stages.map((arrivals) => ({
        users: arrivalTimesOf(arrivals).length,
        acts: 'as-phase' as const,
        sockets: 1,
        arrivals,
      })),
    ),
    { maxLength: 4 },
  )
  .chain((list) =>
    fc.shuffledSubarray([...list, { users: 2, acts: 'as-phase' as const, sockets: 1, arrivals: null }], {
      minLength: list.length + 1,
    }),
  )
  .map((list) => list.map((each, index) => group({ name: `g${index}`, ...each })));

const phases: fc.Arbitrary<readonly PhaseSpec[]> = fc
  .array(
    fc.record({
      steps: fc.integer({ min: 1, max: 4 }),
      pacing: fc.constantFrom(
        paced({ rejects: 0.3 }),
        fixed({ everyUs: 70 * ms, spread: true, jitterUs: 30 * ms }),
        fixed({ everyUs: 50 * ms, spread: false }),
      ),
      beside: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ steps, pacing, beside }, index) => ({
      ...phaseOf(pacing, steps, anywhere()),
      name: `p${index}`,
      ...(beside && { beside: true as const }),
    })),
  );

const specs: fc.Arbitrary<Partial<PlanSpec> & Pick<PlanSpec, 'groups' | 'phases' | 'users' | 'per'>> = fc
  .record({
    groups: someGroups,
    phases,
    seed: fc.string({ maxLength: 4 }),
    resources: fc.integer({ min: 1, max: 4 }),
    per: fc.constantFrom<PlanSpec['per']>(['resource'], ['user'], ['user', 'resource'], []),
  })
  .map(({ groups, phases: written, ...rest }) => {
    const arriving = groups.some(({ arrivals }) => arrivals !== null);
    const visit = { ...phaseOf(visits({ everyUs: 90 * ms, jitterUs: 20 * ms }), 2), name: 'visit' };
    return {
      ...rest,
      groups,
      users: groups.reduce((sum, { users }) => sum + users, 0),
      phases: arriving ? [...written, { ...visit, beside: true as const }] : written,
    };
  });

describe(`groups in a plan, seed ${seed}`, () => {
  it('give every user exactly one group, in runs', () => {
    fc.assert(
      fc.property(someGroups, (groups) => {
        const names = groupNamesOf(groups);
        const runs = names.filter((name, index) => index === 0 || names[index - 1] !== name);
        expect(runs).toEqual(groups.map(({ name }) => name));
        for (const { name, users } of groups)
          expect(names.filter((each) => each === name).length).toBe(users);
      }),
      settings,
    );
  });

  it('never let those act who only listen, and keep them to the end', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const made = plan(spec);
        const names = groupNamesOf(spec.groups ?? []);
        const listening = new Set(
          (spec.groups ?? []).filter(({ acts }) => acts === 'never').map(({ name }) => name),
        );
        const steps = stepsOf(made);
        expect(steps.some(({ user }) => listening.has(names[user]))).toBe(false);
        const acting = new Set(steps.map(({ user }) => user));
        names.forEach((_, user) => {
          if (!acting.has(user))
            expect(made.header.keepUntilUs[user]).toBeGreaterThanOrEqual(made.header.durationUs + 5000 * ms);
        });
      }),
      settings,
    );
  });

  it('let users act as often as the phases that are theirs say, and none twice at one place', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const fixedOnly = spec.phases.filter(({ pacing }) => pacing.kind === 'fixed');
        const steps = stepsOf(plan(spec));
        const groups = spec.groups ?? [];
        const names = groupNamesOf(groups);
        names.forEach((name, user) => {
          const own = groups.find((each) => each.name === name);
          if (own?.acts === 'never') return;
          const inFixed = steps.filter(
            (step) => step.user === user && spec.phases[step.phase].pacing.kind === 'fixed',
          );
          const expected =
            own?.arrivals === null ? fixedOnly.reduce((sum, phase) => sum + phase.steps, 0) : 0;
          expect(inFixed.length).toBe(expected);
          const visiting = steps.filter(
            (step) => step.user === user && spec.phases[step.phase].pacing.kind === 'visits',
          );
          expect(visiting.length).toBe(own?.arrivals === null ? 0 : 2);
        });
      }),
      settings,
    );
  });

  it('merge phases that go on together: in order of time, and the union of what each would be alone', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const steps = stepsOf(plan(spec));
        steps.forEach((step, index) => {
          expect(step.id).toBe(index);
          if (index > 0) expect(step.intendedAtUs).toBeGreaterThanOrEqual(steps[index - 1].intendedAtUs);
        });
        // One block only: a phase alone starts at 0, as the block does.
        const [first, ...others] = spec.phases;
        const beside = [first, ...others.map((phase) => ({ ...phase, beside: true as const }))];
        const together = stepsOf(plan({ ...spec, phases: beside }));
        for (const index of beside.keys()) {
          const own = together.filter(({ phase }) => phase === index).map(placeOf);
          const others = together.filter(({ phase }) => phase !== index).length;
          expect(own.length + others).toBe(together.length);
          // The streams of a phase go by its index: those before it stay, and are left out of the comparison.
          const fewer = stepsOf(plan({ ...spec, phases: beside.slice(0, index + 1) }));
          expect(own).toEqual(fewer.filter(({ phase }) => phase === index).map(placeOf));
        }
      }),
      settings,
    );
  });

  it('aim at nothing that a correct server would not do', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const full = { ...voting, resources: 3, ...spec } as PlanSpec;
        const acceptedUs = new Map<string, number>();
        const wrong: Step[] = [];
        for (const step of stepsOf(plan(spec))) {
          const key = keyText(full, step);
          const sinceUs = step.intendedAtUs - (acceptedUs.get(key) ?? -Infinity);
          const accepts = sinceUs >= full.spacingUs;
          if (accepts) acceptedUs.set(key, step.intendedAtUs);
          if (step.aim !== 'open' && accepts !== (step.aim === 'accept')) wrong.push(step);
        }
        expect(wrong).toEqual([]);
      }),
      settings,
    );
  });

  it('leave nothing certain to phases that share keys with one beside them', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const steps = stepsOf(plan(spec));
        spec.phases.forEach(({ beside }, index) => {
          const isAlone = (beside !== true || index === 0) && spec.phases[index + 1]?.beside !== true;
          const isUsers = spec.per.includes('user');
          if (isAlone || isUsers) return;
          expect(steps.every(({ phase, aim }) => phase !== index || aim === 'open')).toBe(true);
        });
      }),
      settings,
    );
  });

  it('come near the weights of a mix, and draw the same whatever else is there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), mixes, (text, kinds) => {
        const users = 50;
        const spec = {
          seed: text,
          users,
          groups: [group({ name: 'mixed', users, acts: kinds })],
          phases: [phaseOf(fixed({ everyUs: 1000, spread: true }), 40)],
        };
        const steps = stepsOf(plan(spec));
        const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
        const counts = groupedBy(steps, ({ action }) => action);
        const weights = groupedBy(kinds, ({ action }) => action);
        for (const [action, same] of weights) {
          const weight = same.reduce((sum, each) => sum + each.weight, 0);
          const share = (counts.get(action)?.length ?? 0) / steps.length;
          // Six standard deviations of 2000 draws.
          expect(Math.abs(share - weight / total)).toBeLessThan(6 * Math.sqrt(0.25 / 2000));
        }
        const more = {
          ...spec,
          users: users + 3,
          groups: [group({ name: 'first', users: 3 }), ...spec.groups],
        };
        expect(kindsOf(stepsOf(plan(more)), 3)).toEqual(kindsOf(steps, 0));
      }),
      { ...settings, numRuns: 60 },
    );
  });

  it('change the hash when they change, and only then', () => {
    const spec: Partial<PlanSpec> = {
      users: 5,
      groups: [group({ name: 'a', users: 2 }), group({ name: 'b', users: 3, acts: 'never' })],
      phases: [phaseOf(paced(), 3), { ...phaseOf(paced(), 3), name: 'two' }],
    };
    const [a, b] = spec.groups ?? [];
    const [one, two] = spec.phases ?? [];
    const others: readonly Partial<PlanSpec>[] = [
      { ...spec, groups: [a, { ...b, name: 'c' }] },
      { ...spec, groups: [{ ...a, sockets: 2 }, b] },
      { ...spec, groups: [{ ...a, acts: [{ action: 'deal', weight: 1 }] }, b] },
      { ...spec, groups: [{ ...a, acts: [{ action: 'deal', weight: 2 }] }, b] },
      {
        ...spec,
        groups: [
          { ...a, users: 3 },
          { ...b, users: 2 },
        ],
      },
      { ...spec, phases: [one, { ...two, beside: true }] },
      { ...spec, phases: [one, { ...two, groups: ['a'] }] },
      {
        users: 7,
        groups: [
          ...(spec.groups ?? []),
          group({
            name: 'v',
            users: 2,
            acts: 'never',
            arrivals: [{ forUs: 2_000_000, rate: { count: 1, perUs: 1_000_000 }, rampTo: null }],
          }),
        ],
      },
      { users: 5 },
    ];
    const hashes = [spec, ...others].map((each) => plan(each).hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(plan(copied(spec)).hash).toBe(hashes[0]);
    expect(plan({ users: 5, groups: [] }).hash).toBe(plan({ users: 5 }).hash);
  });

  it.each([
    [
      'the groups have 3 users together, and the plan has 4',
      { users: 4, groups: [group({ name: 'a', users: 3 })] },
    ],
    [
      'there is no group b',
      { groups: [group({ name: 'a', users: 3 })], phases: [{ ...phaseOf(paced(), 2), groups: ['b'] }] },
    ],
    ['nobody acts in it', { groups: [group({ name: 'a', users: 3, acts: 'never' })] }],
    [
      'group a only listens',
      {
        groups: [group({ name: 'a', users: 3, acts: 'never' })],
        phases: [{ ...phaseOf(paced(), 2), groups: ['a'] }],
      },
    ],
    ['visits is for groups with arrivals', { phases: [phaseOf(visits({ everyUs: 1000, jitterUs: 0 }), 2)] }],
    ['none can act in it', { phases: [{ ...phaseOf(paced(), 2), groups: ['a'] }] }],
  ])('refuse what no plan can be made of: %s', (text, spec) => {
    expect(() => plan(spec)).toThrow(text);
  });
});

describe(`arrivals, seed ${seed}`, () => {
  it('come in order, within their stages, as many as the area under the rates says', () => {
    fc.assert(
      fc.property(stages, (list) => {
        const times = arrivalTimesOf(list);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        const forUs = list.reduce((sum, stage) => sum + stage.forUs, 0);
        for (const atUs of times) {
          expect(Number.isSafeInteger(atUs)).toBe(true);
          expect(atUs).toBeLessThanOrEqual(forUs);
        }
        const area = list.reduce((sum, stage) => {
          const to = stage.rampTo ?? stage.rate;
          return sum + (stage.forUs * (stage.rate.count / stage.rate.perUs + to.count / to.perUs)) / 2;
        }, 0);
        expect(Math.abs(times.length - area)).toBeLessThanOrEqual(1);
        expect(arrivalCountOf('v', list)).toBe(times.length);
      }),
      settings,
    );
  });

  it('act first one `every` after they came, and stay until their last action is answered', () => {
    fc.assert(
      fc.property(stages, fc.integer({ min: 1, max: 4 }), fc.boolean(), (arrivals, steps, isLater) => {
        const users = arrivalTimesOf(arrivals).length;
        const visit = phaseOf(visits({ everyUs: 300 * ms, jitterUs: 100 * ms }), steps);
        const before = {
          ...phaseOf(cooldownAware({ marginUs: 5000, jitterUs: 0, rejects: 0 }), 2),
          name: 'before',
        };
        const made = plan({
          users: users + 2,
          groups: [group({ name: 'v', users, arrivals }), group({ name: 'a', users: 2 })],
          phases: isLater ? [before, visit] : [visit],
        });
        const { arrivesAtUs, keepUntilUs, connectAtUs, phases: planned } = made.header;
        expect(arrivesAtUs).toEqual([...arrivalTimesOf(arrivals), null, null]);
        const own = groupedBy(
          stepsOf(made).filter(({ user }) => user < users),
          ({ user }) => user,
        );
        expect(own.size).toBe(users);
        for (const [user, acts] of own) {
          const comesUs = Math.max(arrivesAtUs?.[user] ?? NaN, isLater ? planned[0].durationUs : 0);
          expect(acts.length).toBe(steps);
          acts.forEach(({ intendedAtUs }, nth) => {
            if (isLater) return expect(intendedAtUs).toBeGreaterThan(comesUs);
            const afterUs = intendedAtUs - comesUs - (nth + 1) * 300 * ms;
            expect(afterUs).toBeGreaterThanOrEqual(0);
            expect(afterUs).toBeLessThanOrEqual(100 * ms);
          });
          expect(keepUntilUs[user]).toBe((acts.at(-1)?.intendedAtUs ?? 0) + 5000 * ms);
        }
        expect(connectAtUs.length).toBe(users + 2);
      }),
      { ...settings, numRuns: 100 },
    );
  });
});

function placeOf({ user, resource, step, intendedAtUs, action }: Step) {
  return { user, resource, step, intendedAtUs, action };
}

/** The same once more, so that nothing rests on which object it is. */
function copied({ groups = [], phases: list = [], ...rest }: Partial<PlanSpec>): Partial<PlanSpec> {
  return { ...rest, groups: groups.map((each) => ({ ...each })), phases: list.map((each) => ({ ...each })) };
}

/** What users from this one on do, user by user and step by step. */
function kindsOf(all: readonly Step[], from: number) {
  return all
    .filter(({ user }) => user >= from)
    .sort((a, b) => a.user - b.user || a.step - b.step)
    .map(({ action }) => action);
}
