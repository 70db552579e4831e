import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pacings } from '../../src/plan/pacings/index.js';
import { stampede } from '../../strategies/index.js';
import { groupedBy, ms, phaseOf, plan, seed, settings, stepsOf } from './specs.js';

const us = (min: number, max: number) => fc.integer({ min, max });

describe(`barriers and bursts (seed ${seed})`, () => {
  it('release so many users a sweep apart, each first in turn, and rest a full recovery and a margin', () => {
    const drawn = fc.record({
      marginUs: us(0, 50 * ms),
      sweepUs: fc.array(us(0, 3 * ms), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(drawn, us(1, 9), us(1, 9), us(1, 12), (settings_, users, meet, steps) => {
        const many = Math.min(users, meet);
        const pacing = pacings.barrier({ ...settings_, everyUs: null, users: many });
        const made = stepsOf(plan({ users, phases: [phaseOf(pacing, steps, stampede())] }));
        const barriers = [...groupedBy(made, ({ step }) => step).values()];
        expect(barriers).toHaveLength(steps);
        barriers.forEach((one, nth) => {
          const apartUs = settings_.sweepUs[nth % settings_.sweepUs.length];
          const beginUs = one[0].intendedAtUs;
          expect(one.map(({ intendedAtUs }) => intendedAtUs - beginUs)).toEqual(
            Array.from({ length: many }, (_, place) => place * apartUs),
          );
          expect(new Set(one.map(({ user }) => user)).size).toBe(many);
          if (nth === 0) return;
          const before = barriers[nth - 1];
          const restUs = beginUs - before[before.length - 1].intendedAtUs;
          expect(restUs).toBeGreaterThanOrEqual(200 * ms + settings_.marginUs);
        });
      }),
      settings,
    );
    const pacing = pacings.barrier({ everyUs: null, marginUs: 0, sweepUs: [ms], users: null });
    const all = stepsOf(plan({ users: 3, phases: [phaseOf(pacing, 6)] }));
    expect(all.filter((_, i) => i % 3 === 0).map(({ user }) => user)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it.each<[string, object, RegExp]>([
    ['nobody meets', {}, /no two users meet on one key/],
    ['keys are in use', { everyUs: 150 * ms }, /too soon: a key needs 0.2 s/],
    ['the sweep is cut short', { sweepUs: [0, 1, 2, 3] }, /only 3 barriers for 4 distances/],
    ['there is no margin', { marginUs: 0 }, /no margin/],
  ])('warn when %s', (_, more, words) => {
    const pacing = pacings.barrier({ everyUs: null, marginUs: 30 * ms, sweepUs: [0], users: null, ...more });
    expect(plan({ phases: [phaseOf(pacing, 3)] }).header.warnings.join('\n')).toMatch(words);
  });

  it('burst on one resource, then pause long enough for it to recover', () => {
    const drawn = fc.record({ size: us(1, 5), gapUs: us(0, 9 * ms), pauseUs: fc.option(us(1, 500 * ms)) });
    fc.assert(
      fc.property(drawn, us(1, 6), us(1, 6), (burst, users, steps) => {
        const made = stepsOf(plan({ users, phases: [phaseOf(pacings.bursts(burst), steps)] }));
        expect(made).toHaveLength(users * steps * burst.size);
        for (const own of groupedBy(made, ({ user }) => user).values()) {
          own.slice(1).forEach((step, i) => {
            const gapUs = step.intendedAtUs - own[i].intendedAtUs;
            if (step.step > own[i].step) expect(gapUs).toBe(burst.pauseUs ?? 220 * ms);
            else expect([gapUs, step.resource]).toEqual([burst.gapUs, own[i].resource]);
          });
        }
      }),
      settings,
    );
  });

  it('keep the share of certain rejects exactly, also far above a half', () => {
    for (const rejects of [0.1, 0.2, 0.5, 0.75, 0.9]) {
      const pacing = pacings.contended({ rejects, marginUs: 30 * ms });
      const { header } = plan({ users: 30, resources: 10, phases: [phaseOf(pacing, 20)] });
      expect(header.aims).toEqual({
        accepts: Math.round(600 * (1 - rejects)),
        rejects: 600 * rejects,
        open: 0,
      });
      expect(header.warnings).toEqual([]);
    }
  });

  it('probe every offset on every key, in turn', () => {
    const offsetsUs = [-40 * ms, -30 * ms, -ms, 0, 30 * ms];
    const pacing = pacings.probing({ offsetsUs, marginUs: 30 * ms });
    const made = stepsOf(plan({ users: 6, resources: 3, phases: [phaseOf(pacing, 10)] }));
    for (const own of groupedBy(made, ({ resource }) => resource).values()) {
      const seen = own.flatMap((step, i) =>
        i % 2 === 0 ? [] : [[step.intendedAtUs - own[i - 1].intendedAtUs - 200 * ms, step.aim]],
      );
      const aims = ['reject', 'reject', 'open', 'open', 'accept'];
      const first = offsetsUs.indexOf(Number(seen[0][0]));
      expect(seen).toEqual(seen.map((_, i) => [offsetsUs[(first + i) % 5], aims[(first + i) % 5]]));
      expect(seen).toHaveLength(10);
    }
  });
});
