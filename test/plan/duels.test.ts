import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duels as duelling } from '../../src/plan/pacings/index.js';
import type { Step } from '../../src/plan/plan.js';
import { groupedBy, keyText, paced, phaseOf, plan, seed, settings, stepsOf, voting } from './specs.js';

const duels = fc.record({
  seed: fc.string({ maxLength: 4 }),
  users: fc.integer({ min: 2, max: 40 }),
  resources: fc.integer({ min: 1, max: 12 }),
  per: fc.constantFrom<('resource' | 'action')[]>(['resource'], [], ['resource', 'action']),
  steps: fc.integer({ min: 1, max: 60 }),
  marginUs: fc.integer({ min: 0, max: 50_000 }),
});

describe(`duels (seed ${seed})`, () => {
  it('release two different users at one instant on one resource, as often as asked', () => {
    fc.assert(
      fc.property(duels, ({ steps, marginUs, ...rest }) => {
        const made = stepsOf(plan({ ...rest, phases: [phaseOf(duelling({ marginUs }), steps)] }));
        const pairs = [...groupedBy(made, ({ step }) => step).values()];
        expect(pairs).toHaveLength(steps);
        for (const [one, two, ...others] of pairs) {
          expect(others).toEqual([]);
          expect([two.intendedAtUs, two.resource, two.aim]).toEqual([one.intendedAtUs, one.resource, 'open']);
          expect(two.user).not.toBe(one.user);
        }
      }),
      settings,
    );
  });

  it('rest every key and every user a full recovery plus margin, also after the phase before', () => {
    fc.assert(
      fc.property(duels, ({ steps, marginUs, ...rest }) => {
        const phases = [phaseOf(paced({ rejects: 0.2 }), 2), phaseOf(duelling({ marginUs }), steps)];
        const spec = { ...voting, ...rest, phases };
        const made = stepsOf(plan(spec));
        const restUs = spec.recoveryUs + marginUs;
        const keysOf = [(step: Step) => keyText(spec, step), (step: Step) => `user ${step.user}`];
        for (const keyOf of keysOf) {
          for (const touches of groupedBy(made, keyOf).values()) {
            touches.forEach((touch, i) => {
              if (touch.phase === 0 || i === 0 || touches[i - 1].intendedAtUs === touch.intendedAtUs) return;
              expect(touch.intendedAtUs - touches[i - 1].intendedAtUs).toBeGreaterThanOrEqual(restUs);
            });
          }
        }
      }),
      settings,
    );
  });

  it('vary pairs and resources', () => {
    const made = stepsOf(
      plan({ users: 10, resources: 5, phases: [phaseOf(duelling({ marginUs: 0 }), 200)] }),
    );
    const pairs = new Set(
      [...groupedBy(made, ({ step }) => step).values()].map((p) => p.map((s) => s.user).join('-')),
    );
    expect(pairs.size).toBe(45);
    expect(new Set(made.map(({ resource }) => resource)).size).toBe(5);
  });

  it('refuse what cannot duel, in words', () => {
    const phases = [phaseOf(duelling({ marginUs: 0 }), 1)];
    expect(() => plan({ users: 1, phases })).toThrow(
      new RangeError('phase duels: a duel needs two users, and the plan has 1'),
    );
    expect(() => plan({ per: ['user'], phases })).toThrow(/counts per user; leave the phase out/);
  });
});
