import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialMean, exponentialOf } from '../../src/plan/exponential.js';
import { pacings, type Open } from '../../src/plan/pacings/index.js';
import { randomOf } from '../../src/plan/random.js';
import { meanThinkUs, thinkUs, type Think } from '../../src/plan/think.js';
import { stampede } from '../../strategies/index.js';
import { groupedBy, ms, phaseOf, plan, seed, settings, stepsOf } from './specs.js';

const perSecond = (count: number) => ({ count, perUs: 1000 * ms });
const evenly = { arrivals: 'uniform', stages: [], ramp: true, rate: null } as const;

function timesOf(open: Partial<Open>, users = 4, steps = 5): number[] {
  const pacing = pacings.open({ ...evenly, ...open });
  return stepsOf(plan({ users, phases: [phaseOf(pacing, steps)] })).map(({ intendedAtUs }) => intendedAtUs);
}

describe(`arrivals and think times (seed ${seed})`, () => {
  it('are exponential, with this mean and this tail', () => {
    const random = randomOf('42', 'exponential');
    const many = 400_000;
    const draws = Float64Array.from({ length: many }, () => exponentialOf(random) / exponentialMean);
    const mean = draws.reduce((a, b) => a + b, 0) / many;
    expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(many));
    for (const at of [0.1, 0.5, 1, 2, 4, 7]) {
      const share = Math.exp(-at);
      const longer = draws.filter((draw) => draw > at).length / many;
      expect(Math.abs(longer - share), `above ${at}`).toBeLessThan(4 * Math.sqrt(share / many));
    }
  });

  it('come evenly at the very microsecond, whatever the rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(1000 * ms, 60_000 * ms),
        (count, perUs) => {
          const times = timesOf({ rate: { count, perUs } });
          expect(times).toEqual(Array.from({ length: 20 }, (_, k) => Math.floor((k * perUs) / count)));
        },
      ),
      settings,
    );
  });

  it('come at random with the mean that was asked for', () => {
    const times = timesOf({ rate: perSecond(200), arrivals: 'poisson' }, 100, 500);
    const lastUs = times[times.length - 1];
    expect(Math.abs(lastUs / 50_000 - 5 * ms)).toBeLessThan((4 * (5 * ms)) / Math.sqrt(50_000));
  });

  it('fill the area under the rate of their stages, ramped or not', () => {
    const stage = fc.record({
      forUs: fc.integer({ min: 0, max: 3000 * ms }),
      rate: fc.nat(90).map(perSecond),
    });
    const stages = fc
      .array(stage, { minLength: 1, maxLength: 4 })
      .filter((all) => areaUntil(all, true, Infinity) > 1);
    fc.assert(
      fc.property(stages, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (all, ramp, share) => {
        if (areaUntil(all, ramp, Infinity) < 1) return;
        const times = timesOf({ stages: all, ramp });
        const untilUs = share * all.reduce((total, { forUs }) => total + forUs, 0);
        const came = times.filter((atUs) => atUs < untilUs).length;
        expect(Math.abs(came - areaUntil(all, ramp, untilUs))).toBeLessThanOrEqual(1.01);
      }),
      settings,
    );
  });

  it('start from nothing, as the stages of k6 do, unless the first one jumps', () => {
    const stages = [{ forUs: 1000 * ms, rate: perSecond(8) }];
    expect(timesOf({ stages })).toEqual([0, 500_000, 707_106, 866_025]);
    expect(timesOf({ stages: [{ forUs: 0, rate: perSecond(8) }, ...stages] })).toHaveLength(8);
    expect(timesOf({ stages, ramp: false })).toHaveLength(8);
  });

  it('let so many users take turns, each at its part of the rate', () => {
    const stages = [
      { forUs: 1000 * ms, users: 2 },
      { forUs: 1000 * ms, users: 4 },
    ];
    const pacing = pacings.open({ ...evenly, rate: perSecond(40), stages, ramp: false });
    const steps = stepsOf(plan({ users: 4, phases: [phaseOf(pacing, 1, stampede())] }));
    const first = steps.filter(({ intendedAtUs }) => intendedAtUs < 1000 * ms);
    expect([...groupedBy(first, ({ user }) => user).values()].map((own) => own.length)).toEqual([10, 10]);
    expect(steps).toHaveLength(60);
    // Who takes turns sits where its strategy says: of a stampede all on one resource in a step.
    for (const turn of groupedBy(steps, ({ step }) => step).values())
      expect(new Set(turn.map(({ resource }) => resource)).size).toBe(1);
  });

  it('bring one action at least, even where chance would bring nobody', () => {
    const stages = [{ forUs: 1000, rate: perSecond(1) }];
    for (let nth = 0; nth < 50; nth++) {
      const pacing = pacings.open({ ...evenly, arrivals: 'poisson', stages });
      expect(plan({ seed: `${nth}`, phases: [phaseOf(pacing, 1)] }).header.actions).toBeGreaterThan(0);
    }
  });

  it.each<[string, Think]>([
    ['constant', { kind: 'constant', us: 70 * ms }],
    ['uniform', { kind: 'uniform', fromUs: 20 * ms, toUs: 90 * ms }],
    ['exponential', { kind: 'exponential', meanUs: 70 * ms }],
  ])('think for a while, %s, and leave the others alone', (_, think) => {
    const random = randomOf('42', 'think');
    const draws = Array.from({ length: 40_000 }, () => thinkUs(think, random));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    expect(Math.abs(mean - meanThinkUs(think))).toBeLessThanOrEqual((4 * (70 * ms)) / Math.sqrt(40_000));
    const pacing = pacings.fixed({ everyUs: 100 * ms, spread: false, jitterUs: 5 * ms, think });
    const bare = (users: number) =>
      stepsOf(plan({ users, phases: [phaseOf(pacing, 30)] }))
        .filter(({ user }) => user < 3)
        .map(({ user, step, intendedAtUs }) => [user, step, intendedAtUs]);
    expect(bare(5)).toEqual(bare(3));
    for (const own of groupedBy(bare(3), ([user]) => user).values())
      for (let i = 1; i < own.length; i++) expect(own[i][2] - own[i - 1][2]).toBeGreaterThanOrEqual(95 * ms);
  });
});

/** The number of arrivals until an instant, added up a second time in small pieces of time. */
function areaUntil(
  stages: readonly { forUs: number; rate: { count: number } }[],
  ramp: boolean,
  untilUs: number,
): number {
  let area = 0;
  let beginUs = 0;
  let before = 0;
  for (const { forUs, rate } of stages) {
    const usedUs = Math.max(0, Math.min(forUs, untilUs - beginUs));
    const from = ramp ? before : rate.count;
    const atEnd = forUs === 0 ? rate.count : from + ((rate.count - from) * usedUs) / forUs;
    area += ((from + atEnd) / 2) * (usedUs / 1_000_000);
    beginUs += forUs;
    before = rate.count;
  }
  return area;
}
